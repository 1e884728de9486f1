import type { ClockState } from '#shared/domain/clock/state.ts';
import type { StoredEvent } from '#shared/domain/stored-event.ts';

/** A time in which the launch was on hold; `isOpen` while it lasts, then `toAt` is now. */
export type HoldSpan = { readonly fromAt: number; readonly toAt: number; readonly isOpen: boolean };

type Told = { readonly at: number; readonly type: StoredEvent['event']['type'] };

/** The launch's holds, from the lines of its log and the clock's own word about the one that stands. */
export function holdSpans(
  lines: readonly Told[],
  { hold, lastHold, scrub }: ClockState,
  now: number,
): readonly HoldSpan[] {
  const found: HoldSpan[] = [];
  let fromAt: number | null = null;
  for (const { at, type } of lines) {
    if (type === 'clock.held') fromAt = at;
    if (type !== 'clock.resumed' || fromAt === null) continue;
    found.push({ fromAt, toAt: at, isOpen: false });
    fromAt = null;
  }
  // A window that opened late may not have the log's older lines yet.
  if (found.length === 0 && lastHold !== null)
    found.push({ fromAt: lastHold.endedAt - lastHold.ms, toAt: lastHold.endedAt, isOpen: false });
  if (hold !== null)
    found.push({ fromAt: hold.since, toAt: Math.max(hold.since, scrub?.at ?? now), isOpen: scrub === null });
  return found;
}
