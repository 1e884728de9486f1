import type { Engine } from '#engine/engine.ts';
import type { Action } from '#shared/domain/action/state.ts';
import { outstanding } from '#shared/domain/confirmation/outstanding.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { isOnItsWay } from '#shared/domain/rollout/attempt.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import type { Crew } from './crew.ts';
import type { Environment } from './environment.ts';
import { prepare } from './prepare.ts';
import type { Scenario } from './scenarios.ts';
import { until } from './until.ts';

export type Drive = {
  readonly engine: Engine;
  readonly crew: Crew;
  readonly environment: Environment;
  readonly scenario: Scenario | null;
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
    const isFaulty = scenario?.at.step === step.id;
    if (isFaulty && scenario.at.when === 'before-asked') await with_.environment.inject(scenario.fault);
    const ended = await takeStep(with_, plan, step.id, isFaulty && scenario.at.when === 'running');
    if (isFaulty && scenario.at.when === 'verified') {
      await with_.environment.inject(scenario.fault);
      return rollBack(with_, scenario, ended);
    }
    if (ended.state !== 'verified') {
      with_.say(`${ended.title} ended as ${ended.state}: ${ended.reason}`);
      return scenario === null ? 'failed' : rollBack(with_, scenario, ended);
    }
  }
  return engine.state.launch?.launchedAt == null ? 'failed' : 'launched';
}

/** Waits until the step may be asked for, asks, has it confirmed, and waits for what came of it. */
async function takeStep(with_: Drive, plan: LaunchPlan, stepId: string, injects: boolean): Promise<Action> {
  const { engine, crew } = with_;
  const status = () => stepStatus(engine.state, stepId, engine.clock.now());
  await until(
    engine,
    `${stepId} may be asked for`,
    () => status().refusal === null,
    () => status().refusal?.message ?? '',
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
    await with_.environment.inject(with_.scenario?.fault ?? {});
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

/** Everyone who has to confirms, each a different person, none of them who asked. */
async function confirmAll({ engine, crew }: Drive, action: Action): Promise<void> {
  const used = action.askedBy === null ? [] : [action.askedBy as string];
  for (const confirmation of action.confirmations) used.push(confirmation.person);
  for (const role of outstanding(engine.state, action)) {
    const person = crew.who(role, used);
    used.push(person.id);
    const current = engine.state.actions.byId[action.id];
    if (current?.state !== 'waiting' || current.shown === null) return;
    await crew.dispatch(person.id, { type: 'action.confirm', action: action.id, role, shown: current.shown });
  }
}

async function rollBack(with_: Drive, scenario: Scenario, after: Action): Promise<'rolled-back' | 'failed'> {
  const { engine, crew, say } = with_;
  const commander = crew.commander().id;
  if (scenario.rollsBack === 'senior-engineer-on-criterion') {
    await until(
      engine,
      'a criterion trips',
      (state) => state.rollback.decisions.some((entry) => entry.state === 'open' && entry.severity === 'immediate'),
      () => JSON.stringify(engine.launch?.hub.criteria),
    );
    const senior = crew.who('senior-engineer', [commander]);
    await crew.dispatch(senior.id, { type: 'rollback.ask', role: 'senior-engineer' as never, reason: '' });
  } else {
    if (scenario.fault.scenario === 'slow-canary') await canaryIsBad(with_);
    await crew.dispatch(commander, {
      type: 'rollback.ask',
      role: crew.commandingRole(),
      reason: after.reason || 'the canary is not good enough',
    });
  }
  const rollback = () =>
    Object.values(engine.state.actions.byId).findLast((action) => action.subject.kind === 'rollback');
  await until(
    engine,
    'the rollback has ended',
    () => {
      const found = rollback();
      return found !== undefined && !isOnItsWay(found);
    },
    () => `${rollback()?.state} ${rollback()?.reason}`,
  );
  say(`rollback ended as ${rollback()?.state} ${rollback()?.reason ?? ''}`.trim());
  return rollback()?.state === 'verified' ? 'rolled-back' : 'failed';
}

/** The canary's metrics keep the next stage shut: that is what the commander rolls back on. */
const canaryIsBad = ({ engine }: Drive): Promise<void> =>
  until(
    engine,
    'the canary is found slow',
    (state) => state.signal.canary?.metrics.some((metric) => metric.verdict === 'bad') === true,
    () => JSON.stringify(engine.state.signal.canary),
  );
