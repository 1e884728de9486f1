/** Words of PromQL that name no metric. */
const KEYWORDS: ReadonlySet<string> = new Set(
  'and or unless atan2 by without on ignoring group_left group_right offset bool start end inf nan'.split(' '),
);
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`/g;
/** `by (service, subset)`: labels in brackets, not metrics. */
const LABEL_LIST = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/gi;
const NAME_MATCHER = /__name__\s*(=~|=)\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)/g;
const WORD = /(?<![\w:.])([a-zA-Z_:][\w:]*)(?![\w:])(?!\s*\()/g;
/** `name{...}`, or `{...}` alone. */
const SELECTOR = /([\w:]*)\s*\{([^}]*)\}/g;
/** What one histogram or summary is written as. */
const PART = /_(?:bucket|sum|count)$/;

/** One metric's name, the parts of a histogram taken as one. */
const family = (name: string): string => name.replace(PART, '');

export type MetricNames = { readonly names: ReadonlySet<string>; readonly patterns: readonly RegExp[] };

const patternOf = (text: string): RegExp => {
  try {
    return new RegExp(`^(?:${text})$`);
  } catch {
    // Not a pattern that can be read here: taken as one that fits everything.
    return /^/;
  }
};

/** The metrics that a PromQL expression reads. It errs on the side of naming too many: what it names keeps a silence away. */
export function metricNames(query: string): MetricNames {
  const names = new Set<string>();
  const patterns: RegExp[] = [];
  for (const [, operator, quoted = ''] of query.matchAll(NAME_MATCHER)) {
    const text = quoted.slice(1, -1);
    if (operator === '=') names.add(family(text));
    else patterns.push(patternOf(text));
  }
  const plain = query.replaceAll(STRING, '""').replaceAll(/#[^\n]*/g, ' ');
  for (const [, name = '', matchers = ''] of plain.matchAll(SELECTOR))
    if ((name === '' || KEYWORDS.has(name.toLowerCase())) && !matchers.includes('__name__')) patterns.push(/^/);
  const bare = plain
    .replaceAll(/\{[^}]*\}/g, ' ')
    .replaceAll(/\[[^\]]*\]/g, ' ')
    .replaceAll(LABEL_LIST, ' ');
  for (const [, word = ''] of bare.matchAll(WORD)) if (!KEYWORDS.has(word.toLowerCase())) names.add(family(word));
  return { names, patterns };
}

/** A metric that both read; null when they have none in common. */
export function sharedMetric(one: MetricNames, other: MetricNames): string | null {
  for (const name of one.names)
    if (other.names.has(name) || other.patterns.some((pattern) => pattern.test(name))) return name;
  for (const name of other.names) if (one.patterns.some((pattern) => pattern.test(name))) return name;
  return null;
}
