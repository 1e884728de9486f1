import type { PackPath } from '../problem.ts';
import type { Action } from '../schema/actions.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Finding, Rule } from './rule.ts';

type Known = { readonly fits: (line: string) => boolean; readonly message: string; readonly hint: string };

/** Command lines that can't do what they are meant for. */
const KNOWN: readonly Known[] = [
  {
    fits: (line) => /\bkubectl rollout status\b/.test(line) && /\s--all\b/.test(line),
    message: '`kubectl rollout status` has no flag `--all`.',
    hint: 'Use the action `wait-for-rollout`, which waits for each Deployment.',
  },
  {
    fits: (line) => /\bkubectl set image\b/.test(line) && !/-canary\b/.test(line),
    message: "`kubectl set image` on a service's only Deployment is no canary.",
    hint: 'Use the action `set-canary-images`.',
  },
  {
    fits: (line) => /\bkubectl scale\b/.test(line) && /\s--all\b/.test(line),
    message: "`kubectl scale --all` stops what isn't ours and forgets the counts.",
    hint: 'Use the action `scale-services`, which records them.',
  },
];

function* actionsOf(content: PackContent): Generator<{ action: Action; path: PackPath }> {
  for (const [index, step] of content.steps.entries()) {
    for (const [at, action] of step.actions.entries()) yield { action, path: ['steps', index, 'actions', at] };
  }
  for (const [index, procedure] of content.procedures.entries()) {
    for (const [at, step] of procedure.steps.entries()) {
      for (const [number, action] of step.actions.entries()) {
        yield { action, path: ['procedures', index, 'steps', at, 'actions', number] };
      }
    }
  }
}

export const impossibleCommand: Rule = {
  name: 'impossible-command',
  says: 'A command that cannot do what it is meant for.',
  blocks: false,
  *check(content): Generator<Finding> {
    for (const { action, path } of actionsOf(content)) {
      if (action.do !== 'command') continue;
      const line = [action.program, ...action.arguments].join(' ');
      for (const { fits, message, hint } of KNOWN) if (fits(line)) yield { path, message, hint };
    }
  },
};
