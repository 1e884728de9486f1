import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Clock } from './clock.ts';
import { cardOf, listCards, writeCard } from './launch-files.ts';
import { rollbackMsOf } from './watch/readiness/estimate.ts';

/** Keeps on the launch's card how long a quick rollback took that has just been read back. The list is only a help. */
export function rememberRollback(home: string, state: LaunchState, action: string, clock: Clock): void {
  const rollbackMs = rollbackMsOf(state, state.actions.byId[action], clock);
  const card = state.launch === null || rollbackMs === null ? undefined : cardOf(home, state.launch.id);
  if (card !== undefined && rollbackMs !== null) writeCard(home, { ...card, rollbackMs });
}

/** How long quick rollbacks took in the other launches of a pack, rehearsed or not; put away ones count too. */
export const measuredRollbacks = (home: string, pack: string, except: string): readonly number[] =>
  listCards(home).flatMap((card) =>
    card.pack === pack && card.id !== except && card.rollbackMs !== undefined ? [card.rollbackMs] : [],
  );
