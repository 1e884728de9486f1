import { isSettled, itemsOf, listText } from '#shared/domain/checklist/standing.ts';
import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import type { Checklist } from '#shared/domain/plan/checklist.ts';
import type { Gate, LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Drive } from './drive.ts';

/** Everything before the first step: each list ticked and signed off, then each gate polled and decided, in the day's order. */
export async function prepare(with_: Drive, plan: LaunchPlan): Promise<void> {
  for (const list of plan.checklists) await completeList(with_, list);
  for (const gate of plan.gates) await passGate(with_, gate);
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
