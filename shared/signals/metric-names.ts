/** Words of PromQL that name no metric. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'and or unless atan2 by without on ignoring group_left group_right offset bool start end inf nan'.split(' '),
);
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;
/** Both at once: a `#` in a string begins no comment, an apostrophe in a comment no string. */
const COMMENT_OR_STRING = new RegExp(`#[^\\n]*|${STRING.source}`, 'g');
/** `by (service, subset)`: labels in brackets, not metrics. */
const LABEL_LIST = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi;
const NAME_MATCHER = new RegExp(`__name__\\s*(=~|!~|!=|=)\\s*(${STRING.source})`, 'g');
const WORD = /(?<![\w:.])([a-zA-Z_:][\w:]*)(?![\w:])(?!\s*\()/g;
/** `name{...}`, or `{...}` alone. */
const SELECTOR = /([\w:]*)\s*\{([^}]*)\}/g;
/** What one histogram or summary is written as. */
const PART = /_(?:bucket|sum|count)$/;

/** One metric's name, the parts of a histogram taken as one. */
export const family = (name: string): string => name.replace(PART, '');

/** `names`: families. `patterns`: of names as they are written, parts and all. */
export type MetricNames = { readonly names: ReadonlySet<string>; readonly patterns: readonly RegExp[] };

const ANY_NAME = /^/;
/** Prometheus has escapes and classes of its own (`\\pL`, `[[:alpha:]]`). */
const ITS_OWN = /\\|\[\[:/;
const patternOf = (text: string): RegExp => {
  if (ITS_OWN.test(text)) return ANY_NAME;
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    // Not a pattern that can be read here: taken as one that fits everything.
    return ANY_NAME;
  }
};

/** Whether one of the patterns fits a metric of this family, whichever of its parts is meant. */
export const fits = (patterns: readonly RegExp[], name: string): boolean =>
  patterns.some((pattern) => ['', '_bucket', '_sum', '_count'].some((part) => pattern.test(name + part)));

/** The metrics that a PromQL expression reads. It errs on the side of naming too many: what it names keeps a silence away. */
export function metricNames(query: string): MetricNames {
  const names = new Set<string>();
  const patterns: RegExp[] = [];
  const code = query.replaceAll(COMMENT_OR_STRING, (found) => (found.startsWith('#') ? ' ' : found));
  for (const [, operator, quoted = ''] of code.matchAll(NAME_MATCHER)) {
    const text = quoted.slice(1, -1);
    if (operator === '=') names.add(family(text));
    // All names but some are nearly any.
    else patterns.push(operator === '=~' ? patternOf(text) : ANY_NAME);
  }
  const plain = code.replaceAll(STRING, '""');
  for (const [, name = '', matchers = ''] of plain.matchAll(SELECTOR))
    if ((name === '' || KEYWORDS.has(name.toLowerCase())) && !matchers.includes('__name__')) patterns.push(ANY_NAME);
  const bare = plain
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(LABEL_LIST, ' ');
  for (const [, word = ''] of bare.matchAll(WORD)) if (!KEYWORDS.has(word.toLowerCase())) names.add(family(word));
  // What fires stands for whatever its alerts read.
  if (names.has('ALERTS') || names.has('ALERTS_FOR_STATE')) patterns.push(ANY_NAME);
  return { names, patterns };
}

/** A metric that both read, or may read, in words; null when they have none in common. */
export function sharedMetric(one: MetricNames, other: MetricNames): string | null {
  for (const name of one.names) if (other.names.has(name) || fits(other.patterns, name)) return name;
  for (const name of other.names) if (fits(one.patterns, name)) return name;
  // Whether two patterns fit one name can't be told from here: taken as if they did.
  return one.patterns.length > 0 && other.patterns.length > 0 ? 'metrics by a pattern of their names' : null;
}
