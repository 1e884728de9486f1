import type { Engine } from '#engine/engine.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { isOnItsWay } from '#shared/domain/rollout/attempt.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { confirmAll } from './confirm-all.ts';
import type { Crew } from './crew.ts';
import type { Environment } from './environment.ts';
import { prepare, sayWhatSuccessMeans } from './prepare.ts';
import { rollBack } from './roll-back.ts';
import type { Scenario } from './scenarios.ts';
import { until } from './until.ts';

export type Drive = {
  readonly engine: Engine;
  readonly crew: Crew;
  readonly environment: Environment;
  readonly scenario: Scenario | null;
  /** Where the run ends when nothing goes wrong: all traffic on the new version, or the last step of Handoff a day later. */
  readonly end: 'launched' | 'handoff';
  readonly say: (line: string) => void;
};

/** Takes the launch to its end as the people of a war room would; says how it ended. */
export async function drive(with_: Drive): Promise<'launched' | 'rolled-back' | 'failed'> {
  const { engine, scenario } = with_;
  const plan = engine.state.launch?.plan;
  if (plan === undefined) throw new Error('There is no launch to drive.');
  if (scenario !== null && !plan.steps.some((step) => step.id === scenario.at.step))
    throw new Error(`The fault is injected at the step "${scenario.at.step}", which this pack doesn't have.`);
  await prepare(with_, plan);
  for (const step of plan.steps) {
    if (engine.state.launch?.launchedAt != null) {
      if (with_.end === 'launched') break;
      await sayWhatSuccessMeans(with_, plan, step);
    }
    const isFaulty = scenario?.at.step === step.id;
    if (isFaulty && scenario.at.when === 'before-asked') await inject(with_);
    const ended = await takeStep(with_, plan, step.id, isFaulty && scenario.at.when === 'running');
    if (isFaulty && scenario.at.when === 'verified') {
      await inject(with_);
      return rollBack(with_, scenario, ended);
    }
    if (ended.state !== 'verified') {
      with_.say(`${ended.title} ended as ${ended.state}: ${ended.reason}`);
      return scenario === null ? 'failed' : rollBack(with_, scenario, ended);
    }
  }
  return engine.state.launch?.launchedAt == null ? 'failed' : 'launched';
}

const inject = async ({ environment, scenario }: Drive): Promise<void> => {
  if (scenario?.fault != null) await environment.inject(scenario.fault);
};

/** Waits until the step may be asked for, asks, has it confirmed, and waits for what came of it. */
async function takeStep(with_: Drive, plan: LaunchPlan, stepId: string, injects: boolean): Promise<Action> {
  const { engine, crew } = with_;
  const status = () => stepStatus(engine.state, stepId, engine.clock.now());
  await until(
    engine,
    `${stepId} may be asked for`,
    () => status().refusal === null,
    () => status().refusal?.message ?? '',
    // Stable is deleted a day after.
    engine.state.launch?.launchedAt == null ? undefined : 25 * 3_600_000,
  );
  const authority = plan.authorities.find(
    (entry) => entry.id === plan.steps.find((step) => step.id === stepId)?.authority,
  );
  const asker = crew.who(Array.isArray(authority?.asks) ? (authority.asks[0] ?? '') : '');
  await crew.dispatch(asker.id, { type: 'step.ask', step: stepId as never });
  const action = () => {
    const found = status().action;
    if (found === null) throw new Error(`${stepId} was asked for and there is no action.`);
    return found;
  };
  await until(
    engine,
    `the plan of ${stepId}`,
    () => action().state !== 'planning',
    () => action().reason,
  );
  await confirmAll(with_, action());
  if (injects) {
    await until(
      engine,
      `${stepId} is running`,
      () => action().operations.some((entry) => entry.state === 'running'),
      () => action().state,
    );
    await inject(with_);
    return action();
  }
  await until(
    engine,
    `${stepId} has ended`,
    () => !isOnItsWay(action()),
    () => `${action().state} ${action().reason}`,
  );
  return action();
}
