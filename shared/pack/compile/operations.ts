import type { PlannedOperation, Procedure as PlannedProcedure } from '../../domain/plan/launch-plan.ts';
import type { Pack } from '../load.ts';
import type { Action } from '../schema/actions.ts';
import type { Procedure, ProcedureStep } from '../schema/procedures.ts';
import type { Step } from '../schema/rollout.ts';
import type { Variable } from '../schema/variables.ts';
import type { Launch } from './actions/launch.ts';
import { compileAction } from './actions.ts';
import { type Draft, endsOf, startingAfter, toOperation } from './draft.ts';
import { withQuestions } from './questions.ts';

export type Compiler = {
  readonly pack: Pack;
  readonly launch: Launch;
  /** Variables asked at use. */
  readonly asked: readonly Variable[];
  /** What the action `quick-rollback` of another procedure stands for; null while that is made itself. */
  readonly quick: PlannedProcedure | null;
};

/** The quick rollback in another procedure, its ids under `owner`; what comes at its very end to be told is left out. */
function inlined(quick: PlannedProcedure, owner: string): Draft[] {
  const id = (of: string): string => `${owner}/${of}`;
  return quick.operations
    .filter((operation) => operation.spec.kind !== 'message.post' || operation.after.length === 0)
    .map(({ title, service, after, spec, asks, id: own }) => ({
      id: id(own),
      title,
      ...(service === undefined ? {} : { service }),
      after: after.map(id),
      spec,
      ...(asks === undefined ? {} : { asks }),
      procedureStep: quick.id,
    }));
}

/** The operations of actions in their order. One that would have the ids of another gets its number into them. */
function runAll(
  compiler: Compiler,
  owner: string,
  actions: readonly Action[],
  asks: readonly string[] = [],
): Draft[][] {
  const taken = new Set<string>();
  return actions.map((action, index) => {
    const make = (under: string): Draft[] => {
      if (action.do !== 'quick-rollback') return compileAction(compiler.launch, under, action);
      return compiler.quick === null ? [] : inlined(compiler.quick, under);
    };
    const first = make(owner);
    const drafts = first.some((draft) => taken.has(draft.id)) ? make(`${owner}/${index + 1}`) : first;
    for (const draft of drafts) taken.add(draft.id);
    return drafts.map((draft) => withQuestions(draft, compiler.asked, asks));
  });
}

/** One after the other: each begins when the ends of the one before it have succeeded. */
function inTurn(all: readonly Draft[][]): Draft[] {
  let awaited: readonly string[] = [];
  const drafts: Draft[] = [];
  for (const own of all) {
    const started = startingAfter(own, awaited);
    const ends = endsOf(started);
    if (ends.length > 0) awaited = ends;
    drafts.push(...started);
  }
  return drafts;
}

/** A step's actions one after the other. */
export const stepOperations = (compiler: Compiler, step: Step): PlannedOperation[] =>
  inTurn(runAll(compiler, step.id, step.actions)).map((draft) => toOperation(draft));

/** What an operation waits for in a step of the procedure: the same service's operations, else all of it. */
function awaitedIn(done: readonly Draft[], draft: Draft): string[] {
  const same = done.filter((other) => other.service !== undefined && other.service === draft.service);
  return endsOf(same.length > 0 ? same : done);
}

type Done = ReadonlyMap<string, { readonly step: ProcedureStep; readonly drafts: readonly Draft[] }>;

/** What a step waits for; one without operations, like weights without a mesh, passes on what it waited for itself. */
function awaitedSteps(done: Done, step: ProcedureStep): readonly (readonly Draft[])[] {
  return step.waitsFor.flatMap((id) => {
    const before = done.get(id);
    if (before === undefined) return [];
    return before.drafts.length > 0 ? [before.drafts] : awaitedSteps(done, before.step);
  });
}

/** A procedure's operations: every step begins at once, but for the steps it waits for. */
export function procedureOperations(compiler: Compiler, procedure: Procedure): PlannedOperation[] {
  const done = new Map<string, { step: ProcedureStep; drafts: Draft[] }>();
  for (const step of procedure.steps) {
    const all = runAll(compiler, `${procedure.id}/${step.id}`, step.actions, step.asks);
    const before = awaitedSteps(done, step);
    const waiting = all.map((own, index) => {
      // In turn, whatever comes after an action of the step comes after what that one waited for.
      if (step.sequential && all.slice(0, index).some((earlier) => endsOf(earlier).length > 0)) return own;
      return own.map((draft) => {
        const outer = before.flatMap((drafts) => awaitedIn(drafts, draft));
        return { ...draft, after: [...new Set([...outer, ...draft.after])] };
      });
    });
    done.set(step.id, { step, drafts: step.sequential ? inTurn(waiting) : waiting.flat() });
  }
  return [...done].flatMap(([id, { drafts }]) => drafts.map((draft) => toOperation(draft, id)));
}
