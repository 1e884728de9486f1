import { type LogLevel, type LogSubset, logLevels } from '../contract/observed/logs.ts';
import { err, ok, type Result } from '../lib/result.ts';
import type { LogBlock } from './log-block.ts';

export type LogFilter = {
  /** Plain text, found in any case; or `/expression/flags`. */
  readonly text: string;
  readonly leastLevel: LogLevel;
  /** Null: all of them. */
  readonly service: string | null;
  readonly subset: LogSubset | null;
};
export const noFilter: LogFilter = { text: '', leastLevel: 'none', service: null, subset: null };

/** A filter made ready. `text` null: any text. */
export type LogMatcher = {
  readonly text: RegExp | null;
  /** The expression may match beyond the end of a line: it is given one line at a time, which takes longer. */
  readonly isByLine: boolean;
  readonly level: number;
  readonly service: string | null;
  readonly subset: LogSubset | null;
};

const asExpression = /^\/(.+)\/([a-z]*)$/;
/** What an expression may hold and still never match an end of line. Lines hold none, and `.` doesn't match one. */
const crosses = /\[\^|\\(?![dwSbt.\\/+*?()|{}[\]$^"'<>=:,;#&@!% -])|\(\?<|\n/;

/** Whether a filter is an expression: only these can take for ever. */
export const isExpression = (text: string): boolean => asExpression.test(text.trim());

/**
 * An expression without the `.*` around it: they find the same lines, and a leading `.*` is tried at every character of
 * every line (performance.md, row 10: 160 times the time).
 */
export const stripped = (source: string): string =>
  source.replace(/^(?:\^?\.\*\??)+/, '').replace(/(?<!\\)(?:\.\*\??\$?)+$/, '');

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** Makes a filter ready, or says in words why it can't be used. */
export function matcherOf({ text, leastLevel, service, subset }: LogFilter): Result<LogMatcher, string> {
  const wanted = text.trim();
  const rest = { level: logLevels.indexOf(leastLevel), service, subset };
  if (wanted === '') return ok({ ...rest, text: null, isByLine: false });
  const [, source, flags = ''] = asExpression.exec(wanted) ?? [];
  if (source === undefined) return ok({ ...rest, text: new RegExp(escaped(wanted), 'gim'), isByLine: false });
  const least = stripped(source);
  try {
    // `s` and `y` mean nothing for single lines; `g` and `m` are ours.
    const expression = new RegExp(least, `gm${[...new Set(flags)].filter((flag) => !'gmsy'.includes(flag)).join('')}`);
    return ok({ ...rest, text: least === '' ? null : expression, isByLine: crosses.test(least) });
  } catch (error) {
    const why = error instanceof SyntaxError ? error.message.replace(/^.*\/: /, '') : 'it can not be read';
    return err(`This expression can't be used: ${why}. Correct it, or search for plain text without the slashes.`);
  }
}

/** Places in a block of the lines that a matcher finds, ascending; null: all of them. */
export function matchesIn(block: LogBlock, matcher: LogMatcher): readonly number[] | null {
  const { text, level, service, subset } = matcher;
  if (text === null && level === 0 && service === null && subset === null) return null;
  const initial = subset?.charCodeAt(0);
  const fits = (place: number): boolean =>
    (block.level[place] ?? 0) >= level &&
    (service === null || block.service[place] === service) &&
    (initial === undefined || block.shown.charCodeAt(block.starts[place] ?? 0) === initial);
  const found: number[] = [];
  if (text === null || matcher.isByLine) {
    for (let place = 0; place < block.count; place += 1)
      if (fits(place) && (text === null || isIn(text, lineAt(block, place)))) found.push(place);
    return found;
  }
  // One pass over the joined lines: a call for each of them would take many times as long.
  for (let from = 0, place = 0; ; ) {
    text.lastIndex = from;
    const match = text.exec(block.shown);
    if (match === null || match.index >= block.shown.length) return found;
    place = placeAt(block, match.index, place);
    if (fits(place)) found.push(place);
    from = block.starts[place + 1] ?? block.shown.length;
  }
}

function isIn(text: RegExp, line: string): boolean {
  text.lastIndex = 0;
  return text.test(line);
}

export const lineAt = ({ shown, starts }: LogBlock, place: number): string =>
  shown.slice(starts[place], (starts[place + 1] ?? 1) - 1);

/** The line that holds a character of the joined lines; none before `from` does. */
function placeAt({ starts, count }: LogBlock, index: number, from: number): number {
  let [low, high] = [from, count - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((starts[middle] ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return low;
}
