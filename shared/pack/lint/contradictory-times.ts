import { offsetOf, writeOffset } from '../words.ts';
import { amongGates, amongLists } from './gate-times.ts';
import { type PlannedTimes, plannedTimes } from './planned-times.ts';
import type { Finding, Rule } from './rule.ts';

/** A step planned before one it comes after, or two steps that move traffic at one moment (reconciled 2). */
function* amongSteps({ content, steps }: PlannedTimes): Generator<Finding> {
  const moving = new Map<number, string>();
  for (const [index, step] of content.steps.entries()) {
    const own = steps.get(step.id) ?? 0;
    for (const id of step.after) {
      const other = steps.get(id);
      if (other === undefined || other <= own) continue;
      const message = `\`${step.id}\` is planned at ${writeOffset(own)}, before \`${id}\` (${writeOffset(other)}), which it comes after.`;
      yield { path: ['steps', index, 'at'], message, hint: `Plan it at ${writeOffset(other)} or later.` };
    }
    if (!step.actions.some((action) => action.do === 'move-to-stage' || action.do === 'set-weights')) continue;
    const twin = moving.get(own);
    if (twin !== undefined) {
      const message = `\`${step.id}\` and \`${twin}\` move the traffic to two targets at the same moment, ${writeOffset(own)}.`;
      yield { path: ['steps', index, 'at'], message, hint: 'Keep one, or plan them apart.' };
    }
    moving.set(own, step.id);
  }
}

/** A milestone that says another time than the step or the gate it belongs to (reconciled 1). */
function* amongEntries({ content, steps, tZero }: PlannedTimes): Generator<Finding> {
  for (const [index, entry] of content.timeline.entries()) {
    const step = entry.step === undefined ? undefined : steps.get(entry.step);
    const own = offsetOf(entry.at, tZero);
    const path = ['timeline', index, 'at'];
    const gate = content.gates.find((one) => one.id === entry.gate);
    const meeting = gate === undefined ? own : offsetOf(gate.at, tZero);
    if (meeting !== own) {
      const message = `\`${entry.id}\` says ${writeOffset(own)}, but ${gate?.title} is at ${writeOffset(meeting)}.`;
      yield { path, message, hint: `Write ${writeOffset(meeting)}, or move the gate.` };
    }
    if (step === undefined) continue;
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
function* amongPhases({ content, steps, tZero }: PlannedTimes): Generator<Finding> {
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

/** A step whose title counts itself to another phase: "Phase 4: Increase to 100%" in phase 3 (reconciled 2). */
function* amongTitles({ content }: PlannedTimes): Generator<Finding> {
  for (const [index, step] of content.steps.entries()) {
    const said = /\bphase (\d+)\b/i.exec(step.title)?.[1];
    const phase = content.phases.find((one) => one.id === step.phase);
    if (said === undefined || phase === undefined || Number(said) === phase.number) continue;
    const message = `\`${step.id}\` calls itself phase ${said}, but it belongs to phase ${phase.number}, ${phase.title}.`;
    const hint = 'Phases and stages are two things: name the stage by its percentage.';
    yield { path: ['steps', index, 'title'], message, hint };
  }
}

export const contradictoryTimes: Rule = {
  name: 'contradictory-times',
  says: 'Planned times that contradict each other: milestones, steps, phases, lists and gates.',
  severity: 'error',
  blocks: false,
  *check(content): Generator<Finding> {
    const times = plannedTimes(content);
    yield* amongSteps(times);
    yield* amongEntries(times);
    yield* amongPhases(times);
    yield* amongTitles(times);
    yield* amongLists(times);
    yield* amongGates(times);
  },
};
