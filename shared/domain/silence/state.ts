import type { PersonId, SilenceId } from '../ids.ts';
import type { SilenceMatcher } from './matcher.ts';

/**
 * `placing`, `lifting`: Alertmanager is being asked. `active`: read back, it holds. `unknown`: an answer was lost, and it
 * may hold. `over`: it was lifted, or its end has come.
 */
export type SilenceStanding = 'placing' | 'active' | 'unknown' | 'lifting' | 'failed' | 'over';

/** A silence for launch noise: by name, with an end, of one alert. */
export type SilenceEntry = {
  readonly id: SilenceId;
  readonly alert: string;
  readonly matchers: readonly SilenceMatcher[];
  readonly reason: string;
  readonly by: PersonId;
  readonly askedAt: number;
  /** Launch time. */
  readonly endsAt: number;
  readonly standing: SilenceStanding;
  /** Alertmanager's id; null as long as it isn't known. */
  readonly reference: string | null;
  readonly trouble: string | null;
};
export type SilenceState = { readonly silences: readonly SilenceEntry[] };
export const emptySilences: SilenceState = { silences: [] };

/** Those that hold, or may hold, an alert back. */
export const holdsBack = ({ standing }: SilenceEntry): boolean =>
  standing === 'active' || standing === 'lifting' || standing === 'unknown' || standing === 'placing';
