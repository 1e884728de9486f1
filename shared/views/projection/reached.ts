import { isSettled, itemsOf, signOffOf } from '#shared/domain/checklist/standing.ts';
import { freshFrom } from '#shared/domain/gate/poll.ts';
import { untouchedGate } from '#shared/domain/gate/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Checklist } from '#shared/domain/plan/checklist.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';

/** When a thing was reached, epoch ms, or null with what is missing, in words. */
export type Reached = { readonly at: number | null; readonly missing: string };

const count = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`;

/** An item is reached when it was ticked, or is said not to apply. */
export const itemReached = (state: LaunchState, item: string): Reached => {
  const entry = state.checklist.items[item];
  return entry !== undefined && isSettled(state, item)
    ? { at: entry.at, missing: '' }
    : { at: null, missing: entry?.state === 'blocked' ? 'blocked' : 'not ticked yet' };
};

/** A list is reached with its last sign-off; one that nobody signs off, with its last item. */
export function listReached(state: LaunchState, list: Checklist): Reached {
  const signed = list.signOffs.map((role) => signOffOf(state, list, role));
  const ungiven = signed.filter((entry) => entry.state !== 'given').length;
  const items = itemsOf(list);
  const open = items.filter(({ id }) => !isSettled(state, id)).length;
  const isReached = list.signOffs.length > 0 ? ungiven === 0 : open === 0;
  if (isReached) {
    const times =
      list.signOffs.length > 0
        ? signed.map(({ entry }) => entry?.at ?? 0)
        : items.map(({ id }) => state.checklist.items[id]?.at ?? 0);
    return { at: Math.max(...times), missing: '' };
  }
  const missing = [
    open > 0 ? `${count(open, 'item')} open` : '',
    ungiven > 0 ? `${count(ungiven, 'sign-off')} missing` : '',
  ];
  return { at: null, missing: missing.filter(Boolean).join(', ') };
}

/** A gate is reached with GO that wasn't withdrawn and that no rollback or long hold has undone (reconciled 28, 30). */
export function gateReached(state: LaunchState, gate: Pick<Gate, 'id' | 'opens'>): Reached {
  const { decision, withdrawn } = state.gate.gates[gate.id] ?? untouchedGate;
  if (decision === null) return { at: null, missing: 'not decided yet' };
  if (decision.verdict === 'no-go') return { at: null, missing: 'NO-GO' };
  if (withdrawn !== null) return { at: null, missing: 'GO was withdrawn' };
  const isUndone = gate.opens === 'launch' && decision.at < freshFrom(state);
  return isUndone ? { at: null, missing: 'to be decided again' } : { at: decision.at, missing: '' };
}

/** What nothing shows by itself is reached when a person said so. */
export const entryReached = (state: LaunchState, entry: string): Reached => ({
  at: state.timeline.reached[entry]?.at ?? null,
  missing: 'nobody has said that it happened',
});
