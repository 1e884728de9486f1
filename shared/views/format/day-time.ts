import { dateText, minuteTime } from './wall-time.ts';

/** `15:00` today, `Mon 15:00` on another day of the launch, in the launch's zone. */
export function dayTime(at: number, now: number, zone: string): string {
  const date = dateText(at, zone);
  return date === dateText(now, zone) ? minuteTime(at, zone) : `${date.split(' ')[0] ?? ''} ${minuteTime(at, zone)}`;
}
