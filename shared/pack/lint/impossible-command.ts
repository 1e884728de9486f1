import type { PackPath } from '../problem.ts';
import type { PackContent } from '../schema/pack.ts';
import { textsOf } from '../variables.ts';
import { actionsOf } from './actions-of.ts';
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
  {
    fits: (line) => /\bkubectl delete deployment\b.*-stable\b/.test(line),
    message: 'Deleting stable on the day ends the fast rollback.',
    hint: 'Use the action `delete-stable` in a step of its own, a day later.',
  },
  {
    fits: (line) => /\bkubectl\b.*\s--record\b/.test(line),
    message: '`--record` is gone from kubectl.',
    hint: 'The actions write the annotation `kubernetes.io/change-cause`.',
  },
  {
    fits: (line) => /\bkubectl create secret\b.*\s--dry-run\b/.test(line),
    message: 'A secret made anew and applied may lose its other keys.',
    hint: 'Use the action `patch`, which changes the fields named and no other.',
  },
];

/** Every command line and every text that may hold one, of steps, procedures and lists, with its place. */
function* linesOf(content: PackContent): Generator<{ line: string; path: PackPath }> {
  const { steps, procedures, checklists, canarySteps } = content;
  for (const { text, path } of textsOf({ steps, procedures, checklists, canarySteps })) yield { line: text, path };
  for (const { action, path } of actionsOf(content)) {
    if (action.do === 'command') yield { line: [action.program, ...action.arguments].join(' '), path };
  }
}

export const impossibleCommand: Rule = {
  name: 'impossible-command',
  says: 'A command that cannot do what it is meant for.',
  severity: 'error',
  blocks: false,
  *check(content): Generator<Finding> {
    for (const { line, path } of linesOf(content)) {
      for (const { fits, message, hint } of KNOWN) if (fits(line)) yield { path, message, hint };
    }
  },
};
