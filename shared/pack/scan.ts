import { Lexer } from 'yaml';
import { err, ok, type Result } from '../lib/result.ts';
import { type PackError, problemAt } from './problem.ts';

/** Deeper than this no pack is; a parser that recurses without a limit runs out of stack. */
export const DEEPEST = 40;
/** Columns a line may be indented: 40 levels of four columns each. */
const WIDEST_INDENT = 160;
/** Words, marks and gaps of all files of a pack together: many times those of a long runbook, parsed well under a second. */
export const MOST_TOKENS = 40_000;
/** Aliases (`*name`) of all files together. */
export const MOST_ALIASES = 100;
/** The lexer's own marks, which are no part of the text: a document, the end of a flow, a scalar that follows. */
const MARKS: ReadonlySet<string> = new Set(['\u0002', '\u0018', '\u001f']);

/** What is said of each kind of excess, and what to do. */
const EXCESS: Readonly<Record<Excess['what'], readonly [string, string]>> = {
  deep: [`It nests deeper than ${DEEPEST} levels.`, 'No pack needs that: remove the nesting here.'],
  long: [
    `The pack has more than ${MOST_TOKENS} words and marks.`,
    'A runbook is far shorter: remove what does not belong.',
  ],
  aliases: [`There are more than ${MOST_ALIASES} aliases (\`*name\`).`, 'Write the text out instead.'],
};

type Excess = { readonly offset: number; readonly what: 'deep' | 'long' | 'aliases' };

/** Reads tokens only, so that a hostile text never reaches the part of the parser that recurses or compares. */
function measure(text: string, budget: number): Result<number, Excess> {
  let [offset, flow, indicatorsInLine, tokens, aliases] = [0, 0, 0, 0, 0];
  let isLineStart = true;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    tokens += 1;
    if (tokens > budget) return err({ offset, what: 'long' });
    if (token.startsWith('*')) aliases += 1;
    if (aliases > MOST_ALIASES) return err({ offset, what: 'aliases' });
    if (token === '\n' || token === '\r\n') {
      isLineStart = true;
      indicatorsInLine = 0;
    } else {
      if (isLineStart && /^ +$/.test(token) && token.length > WIDEST_INDENT) return err({ offset, what: 'deep' });
      isLineStart = false;
    }
    if (token === '[' || token === '{') flow += 1;
    if (token === ']' || token === '}') flow -= 1;
    if (token === '-' || token === '?' || token === ':') indicatorsInLine += 1;
    if (flow > DEEPEST || (flow <= 0 && indicatorsInLine > DEEPEST)) return err({ offset, what: 'deep' });
    offset += token.length;
  }
  return ok(tokens);
}

/** Refuses a text that would be too much for the parser; else how many of the `budget` tokens it takes. */
export function scan(
  file: { readonly path: string; readonly text: string },
  budget: number,
): Result<number, PackError> {
  const refuse = (offset: number, message: string, hint: string) => {
    const before = file.text.slice(0, offset);
    const place = {
      file: file.path,
      line: before.split('\n').length,
      column: offset - before.lastIndexOf('\n'),
      path: '',
    };
    return err(problemAt(place, 'yaml', message, hint));
  };
  // What is left of other encodings when they are read as UTF-8.
  const odd = Math.max(file.text.indexOf('\u0000'), file.text.indexOf('\uFFFD'));
  if (odd >= 0) return refuse(odd, "The file isn't UTF-8 text.", 'Save it as UTF-8 and try again.');
  const measured = measure(file.text, budget);
  if (measured.ok) return measured;
  const { offset, what } = measured.error;
  return refuse(offset, ...EXCESS[what]);
}
