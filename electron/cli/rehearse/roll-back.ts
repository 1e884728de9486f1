import type { Action } from '#shared/domain/action/state.ts';
import { RoleId } from '#shared/domain/ids.ts';
import { isOnItsWay } from '#shared/domain/rollout/attempt.ts';
import type { Drive } from './drive.ts';
import { rollBackDatabase } from './roll-back-database.ts';
import type { Scenario } from './scenarios.ts';
import { until } from './until.ts';

/** Rolls back as the scenario's people would, and waits for what came of it. */
export async function rollBack(with_: Drive, scenario: Scenario, after: Action): Promise<'rolled-back' | 'failed'> {
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
    await crew.dispatch(senior.id, {
      ...{ type: 'rollback.ask', role: RoleId.parse('senior-engineer'), reason: '' },
    });
  } else if (scenario.rollsBack === 'database') {
    await rollBackDatabase(with_);
  } else {
    if (scenario.fault?.scenario === 'slow-canary') await canaryIsBad(with_);
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
