import { AuthorityId, ChecklistId, GateId, ItemId, RoleId, StepId } from '../../domain/ids.ts';
import type { ChecklistItem } from '../../domain/plan/checklist.ts';
import type { LaunchPlan } from '../../domain/plan/launch-plan.ts';
import type { Item } from '../schema/checklists.ts';
import type { PackContent } from '../schema/pack.ts';
import { fill } from '../variables.ts';
import { offsetOf } from '../words.ts';
import { compileProbe, type ProbeScope } from './probes.ts';
import { clockOf, whenOf } from './when.ts';

function checklistItem(item: Item, scope: ProbeScope, tZero: number): ChecklistItem {
  const { id, title, owner, due, probe, note, link } = item;
  return {
    id: ItemId.parse(id),
    title: fill(title, scope.values),
    ...(owner === undefined ? {} : { owner: RoleId.parse(owner) }),
    ...(due === undefined ? {} : { dueAt: offsetOf(due, tZero), ...clockOf(due) }),
    ...(probe === undefined ? {} : { probe: compileProbe(scope, probe) }),
    ...(note === undefined ? {} : { note: fill(note, scope.values) }),
    ...(link === undefined ? {} : { link: fill(link, scope.values) }),
  };
}

export const checklists = (content: PackContent, scope: ProbeScope, tZero: number): LaunchPlan['checklists'] =>
  content.checklists.map((list) => ({
    id: ChecklistId.parse(list.id),
    title: list.title,
    dueAt: offsetOf(list.due, tZero),
    ...clockOf(list.due),
    sections: list.sections.map(({ title, due, items }) => ({
      title,
      items: items.map((item) => checklistItem({ ...item, due: item.due ?? due }, scope, tZero)),
    })),
    signOffs: list.signOffs.map((role) => RoleId.parse(role)),
  }));

export const gates = (content: PackContent, tZero: number): LaunchPlan['gates'] =>
  content.gates.map((gate) => ({
    id: GateId.parse(gate.id),
    title: gate.title,
    plannedAt: offsetOf(gate.at, tZero),
    ...clockOf(gate.at),
    opens: gate.opens,
    attendees: gate.attendees.map((role) => RoleId.parse(role)),
    criteria: gate.criteria,
    checklists: gate.checklists.map((id) => ChecklistId.parse(id)),
    voteFreshMs: gate.voteFresh,
    authority: AuthorityId.parse(gate.authority),
  }));

export const timeline = (content: PackContent, tZero: number): LaunchPlan['timeline'] =>
  content.timeline.map(({ id, title, at, section, step, point, gate, checklist, item }) => ({
    id,
    title,
    ...whenOf(at, tZero),
    ...(section === undefined ? {} : { section }),
    ...(step === undefined ? {} : { step: StepId.parse(step) }),
    ...(point === undefined ? {} : { point }),
    ...(gate === undefined ? {} : { gate: GateId.parse(gate) }),
    ...(checklist === undefined ? {} : { checklist: ChecklistId.parse(checklist) }),
    ...(item === undefined ? {} : { item: ItemId.parse(item) }),
  }));
