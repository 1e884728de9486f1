import { AuthorityId, GateId, StepId } from '../../domain/ids.ts';
import type { LaunchPlan, Step as PlannedStep, Procedure, Verification } from '../../domain/plan/launch-plan.ts';
import type { PackContent } from '../schema/pack.ts';
import type { Procedure as PackProcedure } from '../schema/procedures.ts';
import type { Step } from '../schema/rollout.ts';
import { offsetOf } from '../words.ts';
import { shareOfPods } from './actions.ts';
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

function plannedStep(compiler: Compiler, step: Step, index: number, tZero: number): PlannedStep {
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
    operations: stepOperations(compiler, step, index),
    ...(verified === undefined ? {} : { verification: verified }),
    checks: step.checks,
  };
}

export const steps = (compiler: Compiler, content: PackContent, tZero: number): PlannedStep[] =>
  content.steps.map((step, index) => plannedStep(compiler, step, index, tZero));

export const phases = (content: PackContent, tZero: number): LaunchPlan['phases'] =>
  content.phases.map(({ id, number, title, at, lasts, activities }) => ({
    id,
    number,
    title,
    plannedAt: offsetOf(at, tZero),
    ...(lasts === undefined ? {} : { minimumMs: lasts }),
    activities,
  }));

/** The quick rollback: what the rollback button runs. */
export function quickRollback(compiler: Compiler, procedure: PackProcedure, index: number): Procedure {
  return {
    id: procedure.id,
    title: procedure.title,
    budgetMs: procedure.budget,
    steps: procedure.steps.map(({ id, title, detail, budget }) => ({ id, title, detail, budgetMs: budget ?? null })),
    operations: procedureOperations(compiler, procedure, index),
    watchMs: procedure.watch ?? 0,
  };
}
