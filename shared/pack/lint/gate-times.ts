import type { PackContent } from '../schema/pack.ts';
import { offsetOf, writeOffset } from '../words.ts';
import type { PlannedTimes } from './planned-times.ts';
import type { Finding } from './rule.ts';

type Checklist = PackContent['checklists'][number];

/** When the last item of a list is due, and its sign-offs. */
function lastDue(list: Checklist, tZero: number): { items: number; signOffs: number } {
  const whole = offsetOf(list.due, tZero);
  const items = list.sections.flatMap((section) => section.items.map((item) => item.due ?? section.due ?? list.due));
  return { items: Math.max(...items.map((due) => offsetOf(due, tZero))), signOffs: whole };
}

/** Items due after their own list. */
export function* amongLists({ content, tZero }: PlannedTimes): Generator<Finding> {
  for (const [index, list] of content.checklists.entries()) {
    const { items, signOffs } = lastDue(list, tZero);
    if (items <= signOffs) continue;
    const message = `${list.title} is due at ${writeOffset(signOffs)}, but an item of it only at ${writeOffset(items)}.`;
    yield { path: ['checklists', index, 'due'], message, hint: `Let the list be due at ${writeOffset(items)}.` };
  }
}

/** What a gate needs that is due only after it: items always, sign-offs where the launch begins by it (reconciled 29). */
function* listsOf(times: PlannedTimes, index: number): Generator<Finding> {
  const gate = times.content.gates[index];
  if (!gate) return;
  const at = offsetOf(gate.at, times.tZero);
  for (const [number, id] of gate.checklists.entries()) {
    const list = times.content.checklists.find((one) => one.id === id);
    if (!list) continue;
    const due = lastDue(list, times.tZero);
    const last = gate.opens === 'launch' ? Math.max(due.items, due.signOffs) : due.items;
    if (last <= at) continue;
    const message = `${gate.title} (${writeOffset(at)}) needs \`${id}\`, which is due only at ${writeOffset(last)}.`;
    yield { path: ['gates', index, 'checklists', number], message, hint: 'Let the list be due by the gate.' };
  }
}

/** A gate that is held after the first step that needs it, or whose votes are stale by then. */
export function* amongGates(times: PlannedTimes): Generator<Finding> {
  const { content, steps, tZero } = times;
  for (const [index, gate] of content.gates.entries()) {
    const at = offsetOf(gate.at, tZero);
    const needing = content.steps.filter((step) => step.gate === gate.id);
    const first = Math.min(...needing.map((step) => steps.get(step.id) ?? 0));
    if (first < at) {
      const message = `${gate.title} is at ${writeOffset(at)}, after the step that needs it (${writeOffset(first)}).`;
      yield { path: ['gates', index, 'at'], message, hint: `Plan it before ${writeOffset(first)}.` };
    } else if (Number.isFinite(first) && first - at > gate.voteFresh) {
      const message = `The votes of ${gate.title} are stale before the step that needs them (${writeOffset(first)}).`;
      yield { path: ['gates', index, 'voteFresh'], message, hint: 'Let votes stay fresh longer, or meet later.' };
    }
    yield* listsOf(times, index);
  }
}
