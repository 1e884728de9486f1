import { itemsOf } from '#shared/domain/checklist/standing.ts';
import type { RoleId } from '#shared/domain/ids.ts';
import type { Checklist } from '#shared/domain/plan/checklist.ts';
import { itemById } from '#shared/domain/plan/item-by-id.ts';
import type { Gate, LaunchPlan, Step } from '#shared/domain/plan/launch-plan.ts';
import type { TimelineEntry } from '#shared/domain/plan/timeline-entry.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';

export const stepRoles = (plan: LaunchPlan, step: Step): readonly RoleId[] => {
  const authority = authorityById(plan, step.authority);
  return [...(Array.isArray(authority?.asks) ? authority.asks : []), ...(authority?.confirms ?? [])];
};
export const gateRoles = (plan: LaunchPlan, gate: Pick<Gate, 'authority' | 'attendees'>): readonly RoleId[] => {
  const asks = authorityById(plan, gate.authority)?.asks;
  return [...(Array.isArray(asks) ? asks : []), ...gate.attendees];
};
/** Who signs a list off, and who owns its items. */
export const listRoles = (list: Checklist): readonly RoleId[] => [
  ...list.signOffs,
  ...itemsOf(list).flatMap(({ owner }) => (owner === undefined ? [] : [owner])),
];

/** Whose an entry of the day is: that of what it stands for. A person's word is nobody's in particular. */
export function entryRoles(plan: LaunchPlan, entry: TimelineEntry): readonly RoleId[] {
  const step = plan.steps.find(({ id }) => id === entry.step);
  const gate = plan.gates.find(({ id }) => id === entry.gate);
  const list = plan.checklists.find(({ id }) => id === entry.checklist);
  const owner = entry.item === undefined ? undefined : itemById(plan, entry.item)?.owner;
  return [
    ...(step === undefined ? [] : stepRoles(plan, step)),
    ...(gate === undefined ? [] : gateRoles(plan, gate)),
    ...(list === undefined ? [] : listRoles(list)),
    ...(owner === undefined ? [] : [owner]),
  ];
}
