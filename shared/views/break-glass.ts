import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { clockTime } from './format/wall-time.ts';

export type BreakGlassBanner = {
  readonly at: number;
  /** Who took it on themselves, in order. */
  readonly by: readonly string[];
  readonly reason: string;
  /** It waits for the second of them. */
  readonly isWaiting: boolean;
};

/** What every window shows until the launch ends: a rollback that two senior engineers took on themselves. */
export function breakGlassBanner(state: LaunchState): BreakGlassBanner | null {
  if (state.clock.scrub !== null) return null;
  const action = actionsInOrder(state.actions).findLast(
    ({ subject, state: stands, startedAt }) =>
      subject.kind === 'rollback' &&
      subject.isBreakGlass === true &&
      (startedAt !== null || (stands !== 'denied' && stands !== 'expired' && stands !== 'stopped')),
  );
  if (action?.subject.kind !== 'rollback') return null;
  const people = [...new Set(action.confirmations.map(({ person }) => person))];
  return {
    at: action.startedAt ?? action.askedAt,
    by: people.map((id) => state.roster.people[id]?.name ?? id),
    reason: action.subject.reason,
    isWaiting: action.startedAt === null,
  };
}

/** It in a sentence: `Break-glass at 09:41:02 by D. Silva and R. Diaz: nobody answers.`; null where there was none. */
export function breakGlassText(state: LaunchState): string | null {
  const banner = breakGlassBanner(state);
  if (banner === null) return null;
  const at = clockTime(banner.at, state.launch?.plan.timeZone ?? 'UTC');
  const second = banner.isWaiting ? ' A second senior engineer has to confirm it.' : '';
  return `Break-glass at ${at} by ${banner.by.join(' and ')}: ${banner.reason}.${second}`;
}
