/** A moment of the day: an exact offset from T-0, or a clock time on a day relative to launch day (reconciled 6). */
export type Moment =
  | { readonly kind: 'offset'; readonly offsetMs: number }
  | { readonly kind: 'clock'; readonly day: number; readonly minuteOfDay: number };

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const ISO = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const SHORT = /^\d+[smhdw](?: ?\d+[smhdw])*$/;
/** A year: longer than any runbook, far below where milliseconds stop being exact. */
const LONGEST_MS = 366 * 86_400_000;

const within = (ms: number): number | null => (ms <= LONGEST_MS ? ms : null);

function parseIso(words: string): number | null {
  const found = ISO.exec(words);
  if (!found) return null;
  const parts = found.slice(1);
  if (words.endsWith('T') || parts.every((part) => part === undefined)) return null;
  return ['w', 'd', 'h', 'm', 's'].reduce(
    (sum, unit, index) => sum + Number(parts[index] ?? 0) * (UNIT_MS[unit] ?? 0),
    0,
  );
}

/** Milliseconds of `30m`, `1h 30m`, `7d` or `PT30M`; null when it is none. */
export function parseDuration(words: string): number | null {
  const trimmed = words.trim();
  const iso = parseIso(trimmed);
  if (iso !== null) return within(iso);
  if (!SHORT.test(trimmed)) return null;
  let ms = 0;
  for (const [, count = '0', unit = 's'] of trimmed.matchAll(/(\d+)([smhdw])/g))
    ms += Number(count) * (UNIT_MS[unit] ?? 0);
  return within(ms);
}

function parseClock(words: string): Moment | null {
  const found = /^day ([+-]?\d{1,3}), ?(\d{2}):(\d{2})$/.exec(words);
  if (!found) return null;
  const [day, hour, minute] = found.slice(1).map(Number);
  if (day === undefined || hour === undefined || minute === undefined || hour > 23 || minute > 59) return null;
  return { kind: 'clock', day: day + 0, minuteOfDay: hour * 60 + minute };
}

/** The moment that `T-45m`, `T-0`, `-PT45M` or `day -1, 14:00` says; null when it says none. */
export function parseMoment(words: string): Moment | null {
  const trimmed = words.trim();
  if (/^T[+-]?0$/.test(trimmed)) return { kind: 'offset', offsetMs: 0 };
  const found = /^(?:T([+-])|([+-]?)(?=P))(.+)$/.exec(trimmed);
  if (!found) return parseClock(trimmed);
  const ms = parseDuration(found[3] ?? '');
  if (ms === null) return null;
  const isBefore = (found[1] ?? found[2]) === '-';
  return { kind: 'offset', offsetMs: isBefore && ms !== 0 ? -ms : ms };
}

/** The number of `25%` or `0.1 %`; null when it is none. */
export function parsePercent(words: string): number | null {
  const found = /^(\d+(?:\.\d+)?) ?%$/.exec(words.trim());
  return found ? Number(found[1]) : null;
}

/** Milliseconds from T-0 to a moment, where T-0 stands at `tZeroMinuteOfDay` of launch day. */
export const offsetOf = (moment: Moment, tZeroMinuteOfDay: number): number =>
  moment.kind === 'offset'
    ? moment.offsetMs
    : moment.day * 86_400_000 + (moment.minuteOfDay - tZeroMinuteOfDay) * 60_000;

/** `T-45m`, `T-0`, `T+1h 30m`: how an offset is written for people. */
export function writeOffset(offsetMs: number): string {
  if (offsetMs === 0) return 'T-0';
  let rest = Math.abs(offsetMs);
  const parts: string[] = [];
  for (const unit of ['h', 'm', 's']) {
    const size = UNIT_MS[unit] ?? 1;
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${unit}`);
    rest -= count * size;
  }
  return `T${offsetMs < 0 ? '-' : '+'}${parts.join(' ')}`;
}

/** `30m`, `1h 30m`: how a duration is written for people. */
export const writeDuration = (ms: number): string => (ms === 0 ? '0m' : writeOffset(ms).slice(2));
