import type { PackPath } from '../problem.ts';
import type { Action } from '../schema/actions.ts';
import type { PackContent } from '../schema/pack.ts';

/** Every action of a step or of a step of a procedure, with its place. */
export function* actionsOf(content: PackContent): Generator<{ action: Action; path: PackPath }> {
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
