import { dueAtOf, isContradicted, isSettled, itemsOf, listDueAt, signOffOf } from '../../checklist/standing.ts';
import { momentAt } from '../../clock/moments.ts';
import type { LaunchState } from '../../launch/state.ts';
import type { Gate } from '../../plan/launch-plan.ts';
import { roleTitle } from '../../roster/roles.ts';
import { type Criterion, met, notMet, some } from './verdict.ts';

/** Every item and sign-off due by the gate's time is done or n/a, and valid (reconciled 29). */
export const allChecklistsComplete: Criterion = (state, gate) => {
  const due = dueBy(state, gate);
  const open = due.items.filter((item) => !isSettled(state, item.id));
  if (open.length > 0) return notMet(`${open.length} open: ${some(open.map((item) => item.title))}`);
  const contradicted = due.items.filter((item) => isContradicted(state, item.id));
  if (contradicted.length > 0)
    return notMet(`contradicted by its probe: ${some(contradicted.map((item) => item.title))}`);
  const signOffs = due.lists.flatMap((list) =>
    list.signOffs.map((role) => ({ list, role, ...signOffOf(state, list, role) })),
  );
  const title = (role: string) => (state.launch === null ? role : roleTitle(state.launch.plan, role));
  const missing = signOffs.filter((entry) => entry.state === 'missing');
  if (missing.length > 0)
    return notMet(`no sign-off: ${some(missing.map(({ list, role }) => `${list.title}, ${title(role)}`))}`);
  const stale = signOffs.filter((entry) => entry.state === 'stale');
  if (stale.length > 0)
    return notMet(`stale sign-off: ${some(stale.map(({ list, role }) => `${list.title}, ${title(role)}`))}`);
  return met(`${due.items.length} items and ${signOffs.length} sign-offs, all in order`);
};

/** Lists and items of the gate that are due by its time; a gate without lists of its own looks at all of them. */
function dueBy(state: LaunchState, gate: Gate) {
  const plan = state.launch?.plan;
  const at = momentAt(state.clock, plan?.timeZone ?? 'UTC', { at: gate.plannedAt, clock: gate.clock });
  const lists = (plan?.checklists ?? []).filter(
    (list) => gate.checklists.length === 0 || gate.checklists.includes(list.id),
  );
  return {
    lists: lists.filter((list) => listDueAt(state, list) <= at),
    items: lists.flatMap((list) => itemsOf(list).filter((item) => dueAtOf(state, list, item) <= at)),
  };
}
