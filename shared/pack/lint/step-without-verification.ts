import type { Finding, Rule } from './rule.ts';

export const stepWithoutVerification: Rule = {
  name: 'step-without-verification',
  says: 'A step that nobody could ever know to be done: verified means seen, not sent.',
  severity: 'error',
  blocks: false,
  *check(content): Generator<Finding> {
    for (const [index, step] of content.steps.entries()) {
      const path = ['steps', index];
      const moves = step.actions.some((action) => action.do === 'move-to-stage' || action.do === 'set-weights');
      if (step.verification === undefined) {
        const message = `The step \`${step.id}\` has no verification.`;
        yield { path, message, hint: 'Add `verification:` with `within:` and what must be seen.' };
      } else if (content.cluster.traffic === 'istio' && moves && !step.verification.share) {
        const message = `The step \`${step.id}\` moves traffic, but nobody looks whether it moved.`;
        yield { path: [...path, 'verification'], message, hint: 'Add `share: true`.' };
      }
    }
  },
};
