import { isSettled, itemsOf, listText } from '#shared/domain/checklist/standing.ts';
import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import type { Checklist } from '#shared/domain/plan/checklist.ts';
import type { Gate, LaunchPlan, Step } from '#shared/domain/plan/launch-plan.ts';
import type { Drive } from './drive.ts';
import { until } from './until.ts';

/** Everything before the first step: each list ticked and signed off, then each gate polled and decided, in the day's order. */
export async function prepare(with_: Drive, plan: LaunchPlan): Promise<void> {
  for (const list of plan.checklists) await completeList(with_, list);
  for (const gate of plan.gates) {
    // As near to the decision as it counts: the dry runs of the rollbacks, then a proof that one would work now.
    await dryRun(with_, 'quick-rollback');
    if (plan.databaseRollback !== undefined) await dryRun(with_, 'database-rollback');
    await until(
      with_.engine,
      'a rollback is proven to work',
      (state) => state.signal.readiness?.verdict === 'ready',
      () => JSON.stringify(with_.engine.state.signal.readiness),
    );
    await passGate(with_, gate);
  }
}

/** A rehearsal of a rollback that changes nothing; what it finds is on record for the decision. */
async function dryRun({ engine, crew, say }: Drive, procedure: 'quick-rollback' | 'database-rollback'): Promise<void> {
  if (engine.state.rollback.dryRuns.some((entry) => entry.procedure === procedure && entry.isPassed)) return;
  await crew.dispatch(crew.commander().id, { type: 'dry-run.ask', procedure });
  const last = () => engine.state.rollback.dryRuns.at(-1);
  await until(
    engine,
    `the dry run of the ${procedure}`,
    () => last()?.findings != null,
    () => '',
  );
  const wrong = (last()?.findings ?? []).filter(({ state }) => state === 'act' || state === 'unknown');
  say(
    `dry run of the ${procedure}: ${last()?.isPassed === true ? 'passed' : wrong.map(({ title, text }) => `${title}: ${text}`).join('; ')}`,
  );
}

/** Before a step that asks for them, the success criteria of its authority are said to be met. */
export async function sayWhatSuccessMeans({ engine, crew }: Drive, plan: LaunchPlan, step: Step): Promise<void> {
  const set = plan.authorities.find(({ id }) => id === step.authority)?.notBefore?.success;
  const criteria = plan.successCriteria.find(({ id }) => id === set)?.criteria ?? [];
  if (set === undefined) return;
  for (const { id } of criteria)
    if (engine.state.success.marks[`${set}/${id}`]?.state !== 'met')
      await crew.dispatch(crew.commander().id, { type: 'success.mark', set, criterion: id, state: 'met', text: '' });
}

/** The owners tick their own items under one signature each; then every role that has to signs. */
async function completeList({ engine, crew, say }: Drive, list: Checklist): Promise<void> {
  const commander = crew.commander().id;
  const byPerson = new Map<string, Checklist['sections'][number]['items']>();
  for (const item of itemsOf(list).filter(({ id }) => !isSettled(engine.state, id))) {
    const person = item.owner === undefined ? commander : crew.who(item.owner).id;
    byPerson.set(person, [...(byPerson.get(person) ?? []), item]);
  }
  for (const [person, items] of byPerson)
    await crew.dispatch(person, { type: 'items.mark', items: items.map(({ id }) => id), state: 'done', note: '' });
  for (const role of list.signOffs)
    await crew.dispatch(crew.who(role).id, {
      type: 'list.sign-off',
      checklist: list.id,
      role,
      exceptions: [],
      shown: listText(engine.state, list),
    });
  say(`${list.title}: done, ${list.signOffs.length} sign-offs`);
}

/** Attendance, votes, decision; what can't be known yet is overridden with a reason that says so. */
async function passGate({ engine, crew, say }: Drive, gate: Gate): Promise<void> {
  const commander = crew.commander().id;
  for (const role of gate.attendees) {
    await crew.dispatch(commander, { type: 'gate.attend', gate: gate.id, role, isPresent: true });
    await crew.dispatch(crew.who(role).id, { type: 'gate.vote', gate: gate.id, role, verdict: 'go', reason: '' });
  }
  const failing = gateCriteria(engine.state, gate.id, engine.clock.now()).filter((entry) => entry.state !== 'met');
  const reason = failing.map((entry) => `${entry.title}: ${entry.text}`).join('; ');
  await crew.dispatch(commander, {
    type: 'gate.decide',
    gate: gate.id,
    verdict: 'go',
    reason: reason === '' ? '' : `Rehearsal; ${reason}`.slice(0, 500),
  });
  say(`${gate.title}: GO${failing.length > 0 ? ` over ${failing.map((entry) => entry.title).join(', ')}` : ''}`);
}
