import { offsetOf, writeDuration, writeOffset } from '../words.ts';
import { type PlannedTimes, plannedTimes } from './planned-times.ts';
import type { Finding, Rule } from './rule.ts';

/** When a step is said to begin: as it is planned, or as the last milestone of the timeline says. */
function latestStart({ content, steps, tZero }: PlannedTimes, id: string): number | undefined {
  const planned = steps.get(id);
  const said = content.timeline.filter((entry) => entry.step === id && entry.point !== 'completed');
  return planned === undefined ? undefined : Math.max(planned, ...said.map((entry) => offsetOf(entry.at, tZero)));
}

/** Moving time counts as nothing: a step is taken to be completed when it is planned to begin (reconciled 3). */
function* amongSteps(times: PlannedTimes): Generator<Finding> {
  for (const [index, step] of times.content.steps.entries()) {
    for (const [at, hold] of step.holds.entries()) {
      const from = hold.from === 'started' ? latestStart(times, hold.after) : times.steps.get(hold.after);
      const until = times.steps.get(step.id);
      if (from === undefined || until === undefined || until - from >= hold.minimum) continue;
      const message =
        `\`${hold.title}\` asks for ${writeDuration(hold.minimum)}, but from \`${hold.after}\` (${writeOffset(from)}) ` +
        `to \`${step.id}\` (${writeOffset(until)}) there are ${writeDuration(Math.max(0, until - from))}.`;
      const hint = `Plan \`${step.id}\` at ${writeOffset(from + hold.minimum)} or later, or \`${hold.after}\` earlier.`;
      yield { path: ['steps', index, 'holds', at, 'minimum'], message, hint };
    }
  }
}

/** A step planned before its authority allows it, e.g. stable deleted before 24 hours are over. */
function* amongAuthorities({ content, steps }: PlannedTimes): Generator<Finding> {
  for (const [index, step] of content.steps.entries()) {
    const allowed = content.authorities.find(({ id }) => id === step.authority)?.notBefore;
    const from = allowed === undefined ? undefined : steps.get(allowed.after);
    const own = steps.get(step.id);
    if (allowed === undefined || from === undefined || own === undefined || own - from >= allowed.waiting) continue;
    const earliest = writeOffset(from + allowed.waiting);
    const message = `\`${step.id}\` is planned at ${writeOffset(own)}, and \`${step.authority}\` allows it from ${earliest}.`;
    yield { path: ['steps', index, 'at'], message, hint: `Plan it at ${earliest} or later.` };
  }
}

/** A phase that lasts longer than the time until its own end or the next one's beginning (reconciled 3). */
function* amongPhases({ content, tZero }: PlannedTimes): Generator<Finding> {
  for (const [index, { title, at, until, lasts }] of content.phases.entries()) {
    const end = until ?? content.phases[index + 1]?.at;
    if (lasts === undefined || end === undefined) continue;
    const [from, to] = [offsetOf(at, tZero), offsetOf(end, tZero)];
    if (to - from >= lasts) continue;
    const room = writeDuration(Math.max(0, to - from));
    const message = `${title} lasts at least ${writeDuration(lasts)}, but from ${writeOffset(from)} to ${writeOffset(to)} there are ${room}.`;
    const hint = `Let it begin by ${writeOffset(to - lasts)}, or what follows begin at ${writeOffset(from + lasts)}.`;
    yield { path: ['phases', index, 'lasts'], message, hint };
  }
}

export const holdTooLong: Rule = {
  name: 'hold-too-long',
  says: 'A minimum hold that the planned times leave no room for.',
  severity: 'error',
  blocks: false,
  *check(content): Generator<Finding> {
    const times = plannedTimes(content);
    yield* amongSteps(times);
    yield* amongAuthorities(times);
    yield* amongPhases(times);
  },
};
