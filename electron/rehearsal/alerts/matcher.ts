import type { Labels } from '../traffic/series.ts';

/** A filter that can't be read; the message is what Alertmanager answers with. */
export class BadMatcher extends Error {
  override readonly name = 'BadMatcher';
}

const MATCHER = /^\s*([a-zA-Z_:][a-zA-Z0-9_:]*)\s*(=~|!~|!=|=)\s*(.*?)\s*$/s;

function unquoted(text: string): string {
  if (!text.startsWith('"')) return text;
  if (!/^"(?:[^"\\]|\\.)*"$/s.test(text))
    throw new BadMatcher(`matcher value contains unescaped double quote: ${text}`);
  return text.slice(1, -1).replace(/\\(n|"|\\)/g, (_, each: string) => (each === 'n' ? '\n' : each));
}

function pattern(value: string): RegExp {
  try {
    return new RegExp(`^(?:${value})$`, 's');
  } catch (error) {
    throw new BadMatcher(`error parsing regexp: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** One `filter` of Alertmanager: `name="value"`, `!=`, `=~`, `!~`; the quotes may be left out. Throws {@link BadMatcher}. */
export function alertMatcher(filter: string): (labels: Labels) => boolean {
  const [, name = '', operator = '', text = ''] = MATCHER.exec(filter) ?? [];
  if (name === '') throw new BadMatcher(`bad matcher format: ${filter}`);
  const value = unquoted(text);
  const expression = operator.includes('~') ? pattern(value) : null;
  const isNegated = operator.startsWith('!');
  return (labels) => {
    const held = labels[name] ?? '';
    return (expression ? expression.test(held) : held === value) !== isNegated;
  };
}
