import { Lexer } from 'yaml';

/** Deeper than this no pack is; a parser that recurses without a limit runs out of stack. */
export const DEEPEST = 40;
/** Columns a line may be indented; 40 levels of two columns each, and room for four. */
const WIDEST_INDENT = 160;

/**
 * Where the text first nests deeper than {@link DEEPEST}, as an offset; null when it nowhere does. Reads tokens only,
 * so that a hostile text never reaches the recursive part of the parser.
 */
export function findTooDeep(text: string): number | null {
  let offset = 0;
  let flow = 0;
  let indicatorsInLine = 0;
  let isLineStart = true;
  for (const token of new Lexer().lex(text)) {
    // Control characters of one letter are the lexer's own marks, not part of the text.
    if (token === '\u0002' || token === '\u0018' || token === '\u001f') continue;
    if (token === '\n' || token === '\r\n') {
      isLineStart = true;
      indicatorsInLine = 0;
    } else {
      if (isLineStart && /^ +$/.test(token) && token.length > WIDEST_INDENT) return offset;
      isLineStart = false;
    }
    if (token === '[' || token === '{') flow += 1;
    if (token === ']' || token === '}') flow -= 1;
    if (token === '-' || token === '?' || token === ':') indicatorsInLine += 1;
    if (flow > DEEPEST || (flow === 0 && indicatorsInLine > DEEPEST)) return offset;
    offset += token.length;
  }
  return null;
}
