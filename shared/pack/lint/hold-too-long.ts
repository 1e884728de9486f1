import type { PackContent } from '../schema/pack.ts';
import { offsetOf, writeDuration, writeOffset } from '../words.ts';
import type { Finding, Rule } from './rule.ts';

/** Moving time counts as nothing: a step is taken to be completed when it is planned to begin (reconciled 3). */
function* check(content: PackContent): Generator<Finding> {
  const [hour = 0, minute = 0] = content.clock.tZero.split(':').map(Number);
  const planned = new Map(content.steps.map((step) => [step.id, offsetOf(step.at, hour * 60 + minute)]));
  for (const [index, step] of content.steps.entries()) {
    for (const [at, hold] of step.holds.entries()) {
      const from = planned.get(hold.after);
      const until = planned.get(step.id);
      if (from === undefined || until === undefined || until - from >= hold.minimum) continue;
      const message =
        `\`${hold.title}\` asks for ${writeDuration(hold.minimum)}, but from \`${hold.after}\` (${writeOffset(from)}) ` +
        `to \`${step.id}\` (${writeOffset(until)}) there are ${writeDuration(Math.max(0, until - from))}.`;
      const hint = `Plan \`${step.id}\` at ${writeOffset(from + hold.minimum)} or later, or \`${hold.after}\` earlier.`;
      yield { path: ['steps', index, 'holds', at, 'minimum'], message, hint };
    }
  }
}

export const holdTooLong: Rule = {
  name: 'hold-too-long',
  says: 'A minimum hold that the planned times leave no room for.',
  blocks: false,
  check,
};
