import { AuthorityId, GateId, StepId } from '../../domain/ids.ts';
import type { LaunchPlan, Step as PlannedStep, Procedure, Verification } from '../../domain/plan/launch-plan.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Procedure as PackProcedure } from '../schema/procedures.ts';
import type { Step } from '../schema/rollout.ts';
import { offsetOf } from '../words.ts';
import { shareOfPods } from './actions/rollout.ts';
import { type Compiler, procedureOperations, stepOperations } from './operations.ts';

/** The share of traffic a step leads to; undefined when it moves none. */
export const stageOf = (step: Step): number | undefined =>
  step.actions.findLast((action) => action.do === 'move-to-stage' || action.do === 'set-weights')?.percent;

/** Without a mesh nobody can say which requests went where, so no share is asked for. */
function verification(step: Step, hasIstio: boolean): Verification | undefined {
  if (step.verification === undefined) return undefined;
  const { share, shareTolerancePoints, metrics, within } = step.verification;
  const stage = stageOf(step);
  return {
    ...(share && hasIstio && stage !== undefined ? { canarySharePercent: stage, shareTolerancePoints } : {}),
    metrics,
    withinMs: within,
  };
}

function plannedStep(compiler: Compiler, step: Step, tZero: number): PlannedStep {
  const wanted = stageOf(step);
  // Without a mesh the plan says the share that the pods can really give (reconciled 9).
  const stage = wanted === undefined || compiler.launch.hasIstio ? wanted : shareOfPods(wanted);
  const verified = verification(step, compiler.launch.hasIstio);
  return {
    id: StepId.parse(step.id),
    phase: step.phase,
    title: step.title,
    question: step.question,
    plannedAt: offsetOf(step.at, tZero),
    authority: AuthorityId.parse(step.authority),
    ...(stage === undefined ? {} : { stagePercent: stage }),
    ...(step.gate === undefined ? {} : { gate: GateId.parse(step.gate) }),
    after: step.after.map((id) => StepId.parse(id)),
    holds: step.holds.map(({ title, after, from, minimum }) => ({
      title,
      step: StepId.parse(after),
      from,
      minimumMs: minimum,
    })),
    needsCanaryMetrics: step.needsCanaryMetrics,
    operations: stepOperations(compiler, step),
    ...(verified === undefined ? {} : { verification: verified }),
    checks: step.checks,
    ...(step.decision === undefined ? {} : { decision: step.decision }),
    ...(step.pointOfNoReturn ? { isPointOfNoReturn: true } : {}),
  };
}

export const steps = (compiler: Compiler, content: PackContent, tZero: number): PlannedStep[] =>
  content.steps.map((step) => plannedStep(compiler, step, tZero));

export const phases = (content: PackContent, tZero: number): LaunchPlan['phases'] =>
  content.phases.map(({ id, number, title, at, lasts, activities }) => ({
    id,
    number,
    title,
    plannedAt: offsetOf(at, tZero),
    ...(lasts === undefined ? {} : { minimumMs: lasts }),
    activities,
  }));

/** The steps people follow; a quick rollback that a procedure begins with is a step of its own, before the one it stands in. */
function followed(procedure: PackProcedure, quick: Procedure | null): Procedure['steps'] {
  return procedure.steps.flatMap(({ id, title, detail, budget, actions }) => {
    const own = { id, title, detail, budgetMs: budget ?? null };
    if (quick === null || !actions.some((action) => action.do === 'quick-rollback')) return [own];
    const titles = quick.steps.map((step) => step.title).join(', ');
    return [{ id: quick.id, title: quick.title, detail: `${titles}.`, budgetMs: quick.budgetMs }, own];
  });
}

/** A procedure that the console runs: the quick rollback, the database rollback. */
export function plannedProcedure(compiler: Compiler, procedure: PackProcedure): Procedure {
  const { id, title, budget, longest, warning, prerequisites, watch } = procedure;
  return {
    id,
    title,
    budgetMs: budget,
    ...(longest === undefined ? {} : { longestMs: longest }),
    // Whoever may roll back may run the quick one; its authority is the open decision's.
    ...(procedure.kind === 'quick-rollback' ? {} : { authority: AuthorityId.parse(procedure.authority) }),
    ...(warning === undefined ? {} : { warning }),
    ...(prerequisites.length === 0 ? {} : { prerequisites }),
    steps: followed(procedure, compiler.quick),
    operations: procedureOperations(compiler, procedure),
    watchMs: watch ?? 0,
  };
}
