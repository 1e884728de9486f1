import type { CommandByHand, Readiness } from '#shared/contract/observations.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Procedure } from '#shared/domain/plan/launch-plan.ts';
import { type HandStep, procedureByHand } from './by-hand.ts';
import { handSteps } from './paper/hand-steps.ts';

type HandProcedure = {
  readonly id: string;
  readonly title: string;
  readonly steps: readonly HandStep[];
  /** Every command was planned against this cluster just now; else they follow from the runbook. */
  readonly isProven: boolean;
};

/** As the engine knows them for this cluster, under the steps they belong to. */
const told = ({ steps }: Procedure, commands: readonly CommandByHand[]): readonly HandStep[] =>
  steps.map(({ id, title }) => ({
    title,
    commands: commands.filter(({ step }) => step === id).flatMap(({ lines }) => lines),
  }));

/**
 * Both procedures as what to type on this cluster, step by step; a step without commands says so by having none.
 *
 * @param readiness what the engine last proved; null before it has
 */
export function handProcedures(state: LaunchState, readiness: Readiness | null): readonly HandProcedure[] {
  const plan = state.launch?.plan;
  if (plan === undefined) return [];
  return [plan.quickRollback, plan.databaseRollback]
    .filter((procedure) => procedure !== undefined)
    .map((procedure) => {
      const { id, title } = procedure;
      const commands = (readiness?.commands ?? []).filter((one) => one.procedure === id);
      const isQuick = id === plan.quickRollback.id;
      const steps =
        commands.length > 0
          ? told(procedure, commands)
          : isQuick
            ? handSteps(state, readiness?.byHand ?? [])
            : procedureByHand(state, procedure);
      return { id, title, steps, isProven: commands.length > 0 && commands.every((one) => one.isProven) };
    });
}
