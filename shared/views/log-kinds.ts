import type { LogLineObserved } from '#shared/contract/observations.ts';

/** Errors that say the same but for their numbers and ids. */
export type LogKind = {
  readonly key: string;
  readonly text: string;
  readonly service: string;
  count: number;
  readonly firstAt: number;
  lastAt: number;
  /** Counts by minute, newest last, one for each of the last {@link TREND_MINUTES} minutes. */
  readonly minutes: number[];
  minute: number;
};
/** Kinds by key. It is changed in place: ten thousand lines a second leave no time for copies. */
export type LogKinds = Map<string, LogKind>;

export const TREND_MINUTES = 15;
/** More kinds than this aren't kept: the one not seen for longest goes. */
const MAX_KINDS = 300;
const MAX_LENGTH = 240;

const stamp = /^\d{4}-\d\d-\d\d[T ][\d:.,]+(?:Z|[+-]\d\d:?\d\d)?\s*/;
const levelWord = /^\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERR(?:OR)?|FATAL|PANIC|CRIT(?:ICAL)?)\]?:?\s+/i;
const origin = /^\[[\w.-]+\]:?\s+/;
const uuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi;
/** Ids of one request: they say nothing about the kind and push what does off the screen. */
const requestId = /\b(?:request|req|trace|span|correlation)[_-]?id=[^\s,;]+[\s,;]*/gi;
const namedId = /\b([\w.-]*id)=[^\s,;]+/gi;
const mixed = /\b(?=[a-z0-9]*\d)(?=[a-z0-9]*[a-z])[a-z0-9]{6,}\b/gi;
/** Numbers that stand alone or before a unit; `v1` and `http2` are names. */
const numbers = /(?<![a-z_\d])\d+(?:\.\d+)?/gi;

/** A line without the time, level and origin that the screen shows beside it anyway. */
export const messageOf = (text: string): string => text.replace(stamp, '').replace(levelWord, '').replace(origin, '');

/** The message without what differs from line to line: `deadline exceeded after <n> ms`. */
export const fingerprint = (text: string): string =>
  messageOf(text.slice(0, MAX_LENGTH))
    .replace(requestId, '')
    .replace(uuid, '<id>')
    .replace(namedId, '$1=<id>')
    .replace(mixed, (token) => (/^\d+[a-z]{1,2}$/i.test(token) ? token : '<id>'))
    .replace(numbers, '<n>')
    .trim();

export const isError = (level: string): boolean => /^(err|error|fatal|panic|critical|crit)/i.test(level);

function roll(kind: LogKind, minute: number): void {
  const passed = Math.min(TREND_MINUTES, minute - kind.minute);
  if (passed <= 0) return;
  for (let index = 0; index < passed; index += 1) {
    kind.minutes.shift();
    kind.minutes.push(0);
  }
  kind.minute = minute;
}

/** Counts the errors among `lines` into `kinds`. */
export function addToKinds(kinds: LogKinds, lines: readonly LogLineObserved[]): void {
  for (const line of lines) {
    if (!isError(line.level)) continue;
    const text = fingerprint(line.text);
    const key = `${line.service} ${text}`;
    const minute = Math.floor(line.at / 60_000);
    let kind = kinds.get(key);
    if (kind === undefined) {
      const minutes = Array.from({ length: TREND_MINUTES }, () => 0);
      kind = { key, text, service: line.service, count: 0, firstAt: line.at, lastAt: line.at, minutes, minute };
      if (kinds.size >= MAX_KINDS) dropOldest(kinds);
      kinds.set(key, kind);
    }
    roll(kind, minute);
    kind.count += 1;
    kind.lastAt = Math.max(kind.lastAt, line.at);
    const slot = TREND_MINUTES - 1 - (kind.minute - minute);
    if (slot >= 0) kind.minutes[slot] = (kind.minutes[slot] ?? 0) + 1;
  }
}

function dropOldest(kinds: LogKinds): void {
  let oldest: LogKind | null = null;
  for (const kind of kinds.values()) if (oldest === null || kind.lastAt < oldest.lastAt) oldest = kind;
  if (oldest) kinds.delete(oldest.key);
}
