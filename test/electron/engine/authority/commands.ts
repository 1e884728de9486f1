import type { CallInput } from '#shared/contract/calls.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { PersonCommand } from '#shared/domain/commands.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { withoutKeys } from '#shared/domain/roster/state.ts';
import type { Stage } from './stage.ts';

export const rollback = (role: string, reason = 'it fails'): PersonCommand => ({
  ...{ type: 'rollback.ask', role: role as never, reason },
});
export const breakGlass = (reason: string): PersonCommand => ({
  ...{ type: 'rollback.ask', role: 'senior-engineer' as never, reason, isBreakGlass: true },
});
export const databaseRollback = (typedName?: string): PersonCommand => ({
  ...{ type: 'rollback.ask', role: 'operations-lead' as never, reason: 'the data is broken' },
  ...{ procedure: 'database-rollback', ...(typedName === undefined ? {} : { typedName }) },
});
export const raising = (criterion: string): PersonCommand => ({
  ...{ type: 'criterion.raise', criterion: criterion as never, evidence: 'I see it' },
});

/** The last step or rollback there is, by its id; a name of none otherwise. */
const idOf = (stage: Stage, isOfRollback: boolean) =>
  actionsInOrder(stage.state.actions).findLast((action) => isRollback(action) === isOfRollback);
export const stepNow = (stage: Stage) => {
  const found = idOf(stage, false);
  return { action: (found?.id ?? 'none') as never, shown: found?.shown ?? '' };
};
export const rollbackNow = (stage: Stage) => {
  const found = idOf(stage, true);
  return { action: (found?.id ?? 'none') as never, shown: found?.shown ?? '' };
};

/** What was shown of the change, by the pack it is asked of: pack and roster are the same in every state. */
const shownOf = new Map<string, string>();

/** Asks that the roster be adopted with one contact changed, as it was shown. */
export async function adoptionOf(
  stage: Stage,
): Promise<{ readonly call: 'launch.adopt'; readonly input: CallInput<'launch.adopt'> }> {
  const people = withoutKeys(Object.values(stage.state.roster.people)).map((person) =>
    person.id === 'engineer' ? { ...person, contact: '#elsewhere' } : person,
  );
  const shown = shownOf.get(stage.packs) ?? (await stage.here.call('w', 'launch.difference', { people })).shown;
  shownOf.set(stage.packs, shown);
  return { call: 'launch.adopt', input: { shown, people } };
}
