import { createClock, realClock } from '#engine/clock.ts';
import { fromEngine } from '#engine/dispatcher/dispatcher.ts';
import { Engine } from '#engine/engine.ts';
import { throwAwayCost } from '#engine/identity/sealed-key.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { isSettled, itemsOf, listText } from '#shared/domain/checklist/standing.ts';
import type { EngineCommand, PersonCommand } from '#shared/domain/commands.ts';
import { PersonId } from '#shared/domain/ids.ts';
import { cast, commander, confirm, go, plan, planned, techLead, vote, voterOf } from '#test/support/launch-story.ts';
import type { Story } from '#test/support/story.ts';

/** Everyone's, on a profile that is thrown away. */
export const passphrase = 'correct horse battery';

const NOTES = 100;

/** An engine of this process on a profile, and hands of everybody in it. */
class Hands {
  readonly engine: Engine;

  constructor(home: string) {
    const clock = createClock(realClock().facts);
    const started = Engine.start({ home, clock, worlds: [], push: () => undefined, throwAwayCost });
    if (!started.ok) throw new Error(started.error.message);
    this.engine = started.value;
  }

  async call<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> {
    const answer = await this.engine.call('bench', true, name, input);
    if (!answer.ok) throw new Error(`${name}: ${answer.trouble.message}`);
    // What the contract says the call gives.
    return answer.value as CallOutput<N>;
  }

  send(person: string, command: PersonCommand) {
    return this.call('launch.dispatch', { command, as: { person: PersonId.parse(person), passphrase } });
  }

  tell(command: EngineCommand): void {
    const told = this.engine.launch?.dispatcher.dispatch(command, fromEngine);
    if (told?.ok !== true) throw new Error(`${command.type}: ${told?.error.message ?? 'no launch'}`);
  }

  async completeLists(): Promise<void> {
    for (const list of plan.checklists) {
      const items = itemsOf(list).flatMap(({ id }) => (isSettled(this.engine.state, id) ? [] : [id]));
      if (items.length > 0) await this.send(techLead, { type: 'items.mark', items, state: 'done', note: '' });
      for (const role of list.signOffs) {
        const holder = cast.find((person) => person.roles.some((held) => held === role))?.id ?? '';
        const shown = listText(this.engine.state, list);
        await this.send(holder, { type: 'list.sign-off', checklist: list.id, role, exceptions: [], shown });
      }
    }
  }

  /** The first step is asked for, confirmed and carried out, as if a cluster had answered. */
  async takeStep(step: string): Promise<void> {
    await this.send(techLead, { type: 'step.ask', step: step as never });
    const action = this.engine.state.actions.order.at(-1) ?? '';
    // Of a story only its state is read.
    this.tell(planned({ state: this.engine.state } as Story, action) as EngineCommand);
    await this.send(commander, confirm(action) as PersonCommand);
    while (this.engine.state.actions.byId[action]?.state !== 'running')
      await new Promise((resolve) => setTimeout(resolve, 100));
    for (;;) {
      const next = this.engine.state.actions.byId[action]?.operations.find(({ state }) => state === 'running');
      if (next === undefined) break;
      this.tell({ type: 'operation.succeed', action: action as never, operation: next.planned.id, seen: [] });
    }
    this.tell({ type: 'action.verify', action: action as never, outcome: 'verified', seen: [] });
  }
}

/**
 * A profile with one launch in it: GO is given, the canary runs, some 300 events are in the log. No environment belongs to
 * it, so that a console opens it as it is.
 */
export async function homeWithLaunch(home: string): Promise<void> {
  const hands = new Hands(home);
  const keeper = PersonId.parse(commander);
  await hands.call('launch.create', {
    ...{ pack: 'media-gateway', kind: 'rehearsal', variables: {}, people: [...cast], keeper, passphrase },
  });
  await hands.call('identity.enrol-cast', { passphrase, keeperPassphrase: passphrase });
  const where = { uid: 'uid-1', context: 'rehearsal', server: 'https://127.0.0.1', user: 'admin' };
  hands.tell({ type: 'cluster.identify', ...where });
  await hands.completeLists();
  for (const [role, person] of Object.entries(voterOf)) await hands.send(person, vote(role) as PersonCommand);
  hands.tell({ type: 'readiness.judge', verdict: 'ready', checks: [] });
  await hands.send(commander, go('the dry run was looked at by hand') as PersonCommand);
  await hands.takeStep('canary-images');
  for (let n = 0; n < NOTES; n += 1)
    await hands.send('r-diaz', {
      type: 'note.write',
      kind: 'note',
      text: `note ${n}: looked at its logs, nothing new`,
    });
  await hands.engine.stop();
}
