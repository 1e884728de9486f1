import type { Action } from '#shared/domain/action/state.ts';
import { typedNameFor } from '#shared/domain/confirmation/typed-name.ts';
import { openQuestions } from '#shared/domain/operation/next.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { confirmAll } from './confirm-all.ts';
import type { Drive } from './drive.ts';
import { until } from './until.ts';

const MINUTE_MS = 60_000;

/** Asks for the database rollback, has it confirmed, does what it leaves to people and answers what it asks. */
export async function rollBackDatabase(with_: Drive): Promise<void> {
  const { engine, crew, say } = with_;
  const plan = engine.state.launch?.plan;
  const procedure = plan?.databaseRollback;
  const authority = plan === undefined ? undefined : authorityById(plan, procedure?.authority ?? '');
  const role = Array.isArray(authority?.asks) ? authority.asks[0] : undefined;
  if (plan === undefined || procedure === undefined || authority === undefined || role === undefined)
    throw new Error('The pack has no database rollback, or nobody who may ask for it.');
  const asker = crew.who(role);
  const typedName = typedNameFor(engine.state, authority.id, procedure.title);
  await crew.dispatch(asker.id, {
    ...{ type: 'rollback.ask', role, reason: 'bad data', procedure: 'database-rollback' },
    ...(typedName === null ? {} : { typedName }),
  });
  const action = (): Action => {
    const found = Object.values(engine.state.actions.byId).findLast((one) => one.subject.kind === 'rollback');
    if (found === undefined) throw new Error('The database rollback was asked for and there is none.');
    return found;
  };
  await confirmAll(with_, action());
  for (;;) {
    await until(
      engine,
      'the database rollback needs somebody, or is over',
      () => action().state !== 'running' || waiting(action()) !== undefined || openQuestions(action()).length > 0,
      () => `${action().state} ${action().reason}`,
    );
    const now = action();
    if (now.state !== 'running') return;
    const byHand = waiting(now);
    if (byHand !== undefined) {
      say(`by hand: ${byHand.planned.title}`);
      await crew.dispatch(asker.id, {
        ...{
          type: 'operation.attest',
          action: now.id,
          operation: byHand.planned.id,
          outcome: 'done',
          text: 'rehearsed',
        },
      });
      continue;
    }
    const answers = answersTo(plan, openQuestions(now), now, engine.clock.now());
    say(
      `answered: ${Object.entries(answers)
        .map(([id, answer]) => `${id} ${answer}`)
        .join(', ')}`,
    );
    await crew.dispatch(asker.id, { type: 'action.answer', action: now.id, answers });
  }
}

const waiting = (action: Action) =>
  action.operations.find((entry) => entry.state === 'running' && entry.planned.spec.kind === 'manual.step');

/** A moment a minute ago, the clone's suggested name, and the address that the rehearsal's database service gives it. */
function answersTo(
  plan: LaunchPlan,
  questions: readonly string[],
  action: Action,
  now: number,
): Readonly<Record<string, string>> {
  const clone = action.answers['clone-name'];
  return Object.fromEntries(
    questions.map((id) => {
      const question = plan.questions?.find((entry) => entry.id === id);
      if (question?.type === 'moment-in-time') return [id, new Date(now - MINUTE_MS).toISOString()];
      if (clone !== undefined) return [id, `${clone}.sql.rehearsal.internal`];
      return [id, `rehearsal-restored-${action.attempt}`];
    }),
  );
}
