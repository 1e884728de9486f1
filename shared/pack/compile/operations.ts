import type { PlannedOperation } from '../../domain/plan/launch-plan.ts';
import type { Pack } from '../load.ts';
import { type PackError, type PackPath, problemAt } from '../problem.ts';
import type { Action } from '../schema/actions.ts';
import type { Procedure } from '../schema/procedures.ts';
import type { Step } from '../schema/rollout.ts';
import { compileAction, type Launch } from './actions.ts';
import { type Draft, endsOf, startingAfter, toOperation } from './draft.ts';

export type Compiler = { readonly pack: Pack; readonly launch: Launch; readonly problems: PackError[] };

function run(compiler: Compiler, owner: string, action: Action, path: PackPath): Draft[] {
  const drafts = compileAction(compiler.launch, owner, action);
  if (drafts) return drafts;
  const message = `This version can't run the action \`${action.do}\` by itself.`;
  const hint = "Keep it in a checklist or in the step's `checks`, and let a person do it.";
  compiler.problems.push(problemAt(compiler.pack.locate(path), 'schema', message, hint));
  return [];
}

/** A step's actions one after the other: each begins when the ends of the one before it have succeeded. */
export function stepOperations(compiler: Compiler, step: Step, index: number): PlannedOperation[] {
  let awaited: string[] = [];
  const drafts: Draft[] = [];
  for (const [at, action] of step.actions.entries()) {
    const own = startingAfter(run(compiler, step.id, action, ['steps', index, 'actions', at]), awaited);
    const ends = endsOf(own);
    if (ends.length > 0) awaited = ends;
    drafts.push(...own);
  }
  return drafts.map((draft) => toOperation(draft));
}

/** What an operation waits for in a step of the procedure: the same service's operations, else all of it. */
function awaitedIn(done: readonly Draft[], draft: Draft): string[] {
  const same = done.filter((other) => other.service !== undefined && other.service === draft.service);
  return endsOf(same.length > 0 ? same : done);
}

/** A procedure's operations: every step begins at once, but for the steps it waits for. */
export function procedureOperations(compiler: Compiler, procedure: Procedure, index: number): PlannedOperation[] {
  const done = new Map<string, Draft[]>();
  for (const [at, step] of procedure.steps.entries()) {
    const path = ['procedures', index, 'steps', at, 'actions'];
    const own = step.actions.flatMap((action, number) =>
      run(compiler, `${procedure.id}/${step.id}`, action, [...path, number]),
    );
    const waiting = own.map((draft) => {
      const outer = step.waitsFor.flatMap((id) => awaitedIn(done.get(id) ?? [], draft));
      return { ...draft, after: [...new Set([...outer, ...draft.after])] };
    });
    done.set(step.id, waiting);
  }
  return [...done].flatMap(([step, drafts]) => drafts.map((draft) => toOperation(draft, step)));
}
