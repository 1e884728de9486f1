import type { PackContent } from '../schema/pack.ts';
import { offsetOf, writeOffset } from '../words.ts';
import type { Finding, Rule } from './rule.ts';

type Times = { readonly content: PackContent; readonly tZero: number; readonly steps: ReadonlyMap<string, number> };

/** A step planned before one it comes after, or two steps that move traffic at one moment (reconciled 2). */
function* amongSteps({ content, steps }: Times): Generator<Finding> {
  const moving = new Map<number, string>();
  for (const [index, step] of content.steps.entries()) {
    const own = steps.get(step.id) ?? 0;
    for (const id of step.after) {
      const other = steps.get(id);
      if (other === undefined || other <= own) continue;
      const message = `\`${step.id}\` is planned at ${writeOffset(own)}, before \`${id}\` (${writeOffset(other)}), which it comes after.`;
      yield { path: ['steps', index, 'at'], message, hint: `Plan it at ${writeOffset(other)} or later.` };
    }
    if (!step.actions.some((action) => action.do === 'move-to-stage')) continue;
    const twin = moving.get(own);
    if (twin !== undefined) {
      const message = `\`${step.id}\` and \`${twin}\` move the traffic to two targets at the same moment, ${writeOffset(own)}.`;
      yield { path: ['steps', index, 'at'], message, hint: 'Keep one, or plan them apart.' };
    }
    moving.set(own, step.id);
  }
}

/** A milestone that says another time than the step it belongs to (reconciled 1). */
function* amongEntries({ content, steps, tZero }: Times): Generator<Finding> {
  for (const [index, entry] of content.timeline.entries()) {
    const step = entry.step === undefined ? undefined : steps.get(entry.step);
    if (step === undefined) continue;
    const own = offsetOf(entry.at, tZero);
    const path = ['timeline', index, 'at'];
    const where = `\`${entry.id}\` says ${writeOffset(own)}, but \`${entry.step}\``;
    if (entry.point !== 'completed' && own !== step) {
      const hint = `Write ${writeOffset(step)}, or say \`point: completed\` when it means the end of the step.`;
      yield { path, message: `${where} begins at ${writeOffset(step)}.`, hint };
    } else if (own < step) {
      yield {
        path,
        message: `${where} can't be read back before it begins at ${writeOffset(step)}.`,
        hint: `Write ${writeOffset(step)} or later.`,
      };
    }
  }
}

/** Phases in an order other than their numbers', or one that begins after its first step. */
function* amongPhases({ content, steps, tZero }: Times): Generator<Finding> {
  const phases = content.phases.map((phase, index) => ({ phase, index, at: offsetOf(phase.at, tZero) }));
  for (const [place, { phase, index, at }] of phases.entries()) {
    const before = phases[place - 1];
    if (before && (before.at > at || before.phase.number >= phase.number)) {
      const message = `Phase ${phase.number} (${writeOffset(at)}) stands after phase ${before.phase.number} (${writeOffset(before.at)}).`;
      yield { path: ['phases', index, 'at'], message, hint: 'List phases by number, each at or after the one before.' };
    }
    const first = content.steps.filter((step) => step.phase === phase.id).map((step) => steps.get(step.id) ?? 0);
    const earliest = Math.min(...first);
    if (first.length > 0 && earliest < at) {
      const message = `${phase.title} begins at ${writeOffset(at)}, after its first step (${writeOffset(earliest)}).`;
      yield { path: ['phases', index, 'at'], message, hint: `Write ${writeOffset(earliest)}.` };
    }
  }
}

/** A gate that is held after the first step that needs it, or whose votes are stale by then. */
function* amongGates({ content, steps, tZero }: Times): Generator<Finding> {
  for (const [index, gate] of content.gates.entries()) {
    const at = offsetOf(gate.at, tZero);
    const first = Math.min(
      ...content.steps.filter((step) => step.gate === gate.id).map((step) => steps.get(step.id) ?? 0),
    );
    if (first < at) {
      const message = `${gate.title} is at ${writeOffset(at)}, after the step that needs it (${writeOffset(first)}).`;
      yield { path: ['gates', index, 'at'], message, hint: `Plan it before ${writeOffset(first)}.` };
    } else if (Number.isFinite(first) && first - at > gate.voteFresh) {
      const message = `The votes of ${gate.title} are stale before the step that needs them (${writeOffset(first)}).`;
      yield { path: ['gates', index, 'voteFresh'], message, hint: 'Let votes stay fresh longer, or meet later.' };
    }
    for (const [number, id] of gate.checklists.entries()) {
      const due = content.checklists.find((list) => list.id === id)?.due;
      if (due === undefined || offsetOf(due, tZero) <= at) continue;
      const message = `${gate.title} (${writeOffset(at)}) needs \`${id}\`, which is due only at ${writeOffset(offsetOf(due, tZero))}.`;
      yield { path: ['gates', index, 'checklists', number], message, hint: 'Let the list be due by the gate.' };
    }
  }
}

function* check(content: PackContent): Generator<Finding> {
  const [hour = 0, minute = 0] = content.clock.tZero.split(':').map(Number);
  const tZero = hour * 60 + minute;
  const times = { content, tZero, steps: new Map(content.steps.map((step) => [step.id, offsetOf(step.at, tZero)])) };
  yield* amongSteps(times);
  yield* amongEntries(times);
  yield* amongPhases(times);
  yield* amongGates(times);
}

export const contradictoryTimes: Rule = {
  name: 'contradictory-times',
  says: 'Planned times that contradict each other.',
  blocks: false,
  check,
};
