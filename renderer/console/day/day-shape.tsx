import { dayMark } from '#shared/views/day/words.ts';
import type { DayThing } from '#shared/views/projection.ts';

/** A thing's mark: full when done, a diamond now, hollow while to come; late as the look's watch and act. */
export function DayShape({ thing }: { readonly thing: DayThing }) {
  const { tone, word } = dayMark(thing);
  const shape =
    tone === 'act' ? (
      <path d="M3.5.5h5l3 3v5l-3 3h-5l-3-3v-5z" fill="currentColor" />
    ) : tone === 'watch' ? (
      <path d="M6 .8 11.6 11H.4z" fill="currentColor" />
    ) : tone === 'good' ? (
      <circle cx="6" cy="6" r="4.2" fill="currentColor" />
    ) : word === 'now' ? (
      <path d="M6 .2 11.8 6 6 11.8.2 6z" fill="currentColor" />
    ) : (
      <circle cx="6" cy="6" r="4" fill="var(--panel)" stroke="currentColor" strokeWidth="1.8" />
    );
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={`day-shape ${tone ?? `day-${word}`}`}>
      {shape}
    </svg>
  );
}
