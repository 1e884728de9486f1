/** What a Prometheus answers with `errorType: bad_data` and 400. */
export class BadData extends Error {
  override readonly name = 'BadData';
}

export type Token = {
  readonly kind: 'name' | 'number' | 'duration' | 'text' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
};

const PATTERN =
  /\s+|#[^\n]*|((?:\d+(?:ms|[smhdwy]))+)|(0x[0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([a-zA-Z_:][a-zA-Z0-9_:]*)|("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)|(=~|!~|!=|==|>=|<=|[-+*/%^(){}[\],=<>])/y;

function unquote(quoted: string): string {
  const body = quoted.slice(1, -1);
  if (quoted.startsWith('`')) return body;
  const escapes: Record<string, string> = { n: '\n', t: '\t', r: '\r' };
  return body.replace(/\\(.)/g, (_, letter: string) => escapes[letter] ?? letter);
}

/** A query's tokens. Throws {@link BadData} with line and column at the first character that is none. */
export function tokenize(query: string): Token[] {
  const tokens: Token[] = [];
  PATTERN.lastIndex = 0;
  while (PATTERN.lastIndex < query.length) {
    const at = PATTERN.lastIndex;
    const found = PATTERN.exec(query);
    if (!found) throw new BadData(`1:${at + 1}: parse error: unexpected character: '${query[at] ?? ''}'`);
    const [, duration, number, name, text, symbol] = found;
    if (duration !== undefined) tokens.push({ kind: 'duration', text: duration, at });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number, at });
    else if (name !== undefined) tokens.push({ kind: /^(inf|nan)$/i.test(name) ? 'number' : 'name', text: name, at });
    else if (text !== undefined) tokens.push({ kind: 'text', text: unquote(text), at });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, at });
  }
  tokens.push({ kind: 'end', text: 'end of input', at: query.length });
  return tokens;
}

const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** `1h30m` in milliseconds. */
export function durationMs(text: string): number {
  let total = 0;
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|[smhdwy])/g))
    total += Number(count) * (UNIT_MS[unit ?? ''] ?? 0);
  return total;
}
