import type { PackPath } from '../problem.ts';
import type { Action } from '../schema/actions.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Finding, Rule } from './rule.ts';

type Placed = { readonly action: Action; readonly path: PackPath };

/** What takes stable away or brings it back, and needs the note of what it was. */
const NEEDS_NOTE: ReadonlySet<Action['do']> = new Set(['scale-services', 'delete-stable']);

const placed = (actions: readonly Action[], path: PackPath): Placed[] =>
  actions.map((action, index) => ({ action, path: [...path, 'actions', index] }));

/** Each run of actions whose counts belong together: a step of the launch, a whole procedure. */
const runs = ({ steps, procedures }: PackContent): Placed[][] => [
  ...steps.map((step, index) => placed(step.actions, ['steps', index])),
  ...procedures.map(({ steps: own }, index) =>
    own.flatMap((step, at) => placed(step.actions, ['procedures', index, 'steps', at])),
  ),
];

/** Counts and manifests are as they were just before something takes them away (reconciled 15, 23). */
function* unnoted(content: PackContent): Generator<Finding> {
  for (const run of runs(content)) {
    let isNoted = false;
    for (const { action, path } of run) {
      if (action.do === 'note' && action.which !== 'canary') isNoted = true;
      if (isNoted || !NEEDS_NOTE.has(action.do)) continue;
      const message = `\`${action.do}\` comes with no \`note\` before it: counts and manifests would be lost.`;
      yield { path, message, hint: 'Put `do: note` before it, in the same step or procedure.' };
    }
  }
}

/** Services scaled down in a procedure that never brings them back. */
function* neverRestored({ procedures }: PackContent): Generator<Finding> {
  for (const [index, procedure] of procedures.entries()) {
    const all = procedure.steps.flatMap((step, at) => placed(step.actions, ['procedures', index, 'steps', at]));
    const down = all.findIndex(({ action }) => action.do === 'scale-services' && action.replicas === 0);
    const first = all[down];
    if (first === undefined || all.slice(down).some(({ action }) => action.do === 'restore-counts')) continue;
    const message = `\`${procedure.id}\` scales the services to zero and never brings them back.`;
    yield { path: first.path, message, hint: 'Add `do: restore-counts` to a later step.' };
  }
}

/** A step that takes a way back away, and doesn't say so or is confirmed like any other. */
function* unguarded({ steps, authorities }: PackContent): Generator<Finding> {
  for (const [index, step] of steps.entries()) {
    const path = ['steps', index];
    if (step.actions.some(({ do: what }) => what === 'delete-stable') && !step.pointOfNoReturn) {
      const message = `\`${step.id}\` deletes stable and isn't marked as a point of no return.`;
      yield { path, message, hint: 'Add `pointOfNoReturn: true`.' };
    }
    const authority = authorities.find(({ id }) => id === step.authority);
    if (!step.pointOfNoReturn || authority === undefined || authority.typedName) continue;
    const message = `\`${step.id}\` is a point of no return, and \`${authority.id}\` asks for no typed name.`;
    yield { path: [...path, 'authority'], message, hint: 'Name an authority with `typedName: true`.' };
  }
}

export const wayBackLost: Rule = {
  name: 'way-back-lost',
  says: 'Something takes a way back away without a note of what was there, without saying so, or for good.',
  severity: 'error',
  blocks: false,
  *check(content): Generator<Finding> {
    yield* unnoted(content);
    yield* neverRestored(content);
    yield* unguarded(content);
  },
};
