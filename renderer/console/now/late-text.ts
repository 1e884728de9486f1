import { spoken } from '#shared/views/format/duration.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';

/** `planned 08:45, 28 s late`; early is not worth a word. */
export function lateText(plannedAt: number, now: number, zone: string): string {
  const late = now - plannedAt;
  return `planned ${minuteTime(plannedAt, zone)}${late > 1000 ? `, ${spoken(late)} late` : ''}`;
}
