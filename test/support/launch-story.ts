import { expect } from 'vitest';
import { builtInPacks, listPacks, planFromPack } from '#engine/packs.ts';
import type { DomainEvent } from '#shared/domain/catalogue.ts';
import type { Command, Stamp } from '#shared/domain/commands.ts';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { statementText } from '#shared/domain/confirmation/statement.ts';
import type { Decided } from '#shared/domain/decision.ts';
import { ConsoleId, PersonId } from '#shared/domain/ids.ts';
import { emptyLaunch, type LaunchState } from '#shared/domain/launch/state.ts';
import { decide, evolve } from '#shared/domain/launch.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Refusal } from '#shared/lib/trouble.ts';

const compiled = planFromPack(builtInPacks, 'media-gateway', {});
if (!compiled.ok) throw new Error(compiled.error.message);
export const plan: LaunchPlan = compiled.value;
export const cast = listPacks(builtInPacks).find((pack) => pack.name === 'media-gateway')?.cast ?? [];

export const MINUTE = 60_000;
/** When the launch of these stories is made: an hour and a quarter before T-0. */
export const START = Date.UTC(2026, 10, 24, 7, 0);
export const T_ZERO = START + 75 * MINUTE;

export const commander = 'j-ito';
export const techLead = 'm-okafor';
export const operations = 'r-diaz';
export const engineering = 'a-lindqvist';
export const product = 's-haddad';

/**
 * A launch told as commands: each is stamped, signed where it has to be (the signature's mathematics is the engine's
 * affair), decided and folded, as the engine does it.
 */
export class Story {
  state: LaunchState = emptyLaunch;
  now = START;
  readonly events: DomainEvent[] = [];
  /** When each event happened, launch time. */
  readonly times: number[] = [];
  #count = 0;

  /** What the domain says to a command; nothing is folded. */
  ask(person: string | null, command: Command): Result<Decided, Refusal> {
    return decide(this.state, command, this.stamp(person, command));
  }

  stamp(person: string | null, command: Command): Stamp {
    this.#count += 1;
    const commandId = `command-${String(this.#count).padStart(6, '0')}`;
    const required = requiredStatement(this.state, command);
    const console = ConsoleId.parse('console-1');
    const signer = command.type === 'person.enrol' ? command.witness : person;
    const launch = command.type === 'launch.create' ? { id: command.launch, kind: command.kind } : this.state.launch;
    const base = { commandId, at: this.now, person: person === null ? null : PersonId.parse(person), console };
    if (required === null || signer === null || launch === null) return { ...base, signed: null };
    const { validMs, ...about } = required;
    const text = statementText({
      ...about,
      format: 1,
      launch: launch.id,
      environment: launch.kind,
      cluster: this.state.launch?.cluster?.uid ?? '',
      person: signer,
      console,
      at: this.now,
      expiresAt: this.now + validMs,
      nonce: `nonce-${this.#count}`,
    });
    return { ...base, signed: { text, signature: 'checked-by-the-engine' } };
  }

  /** Does it; a refusal fails the test. */
  does(person: string | null, command: Command): readonly DomainEvent[] {
    return this.accept(this.ask(person, command));
  }

  accept(decision: Result<Decided, Refusal>): readonly DomainEvent[] {
    if (!decision.ok) throw new Error(`refused: ${decision.error.code}: ${decision.error.message}`);
    for (const event of decision.value.events) {
      this.events.push(event);
      this.times.push(this.now);
      this.state = evolve(this.state, {
        position: this.events.length,
        at: this.now,
        actor: '',
        console: 'console-1',
        event,
      });
    }
    return decision.value.events;
  }

  /** Expects a refusal with this code. */
  refuses(person: string | null, command: Command, code: string): void {
    const decision = this.ask(person, command);
    expect(
      decision.ok ? `accepted ${decision.value.events.map((event) => event.type).join()}` : decision.error.code,
    ).toBe(code);
  }

  after(ms: number): this {
    this.now += ms;
    return this;
  }
}

/** A rehearsal that has been made, everyone enrolled, the cluster known. */
export function madeLaunch(kind: 'rehearsal' | 'production' = 'rehearsal'): Story {
  const story = new Story();
  const keeper = PersonId.parse(commander);
  const key = 'k'.repeat(43);
  story.does(commander, {
    type: 'launch.create',
    launch: 'launch-1' as never,
    kind,
    plan,
    tZeroAt: T_ZERO,
    people: [...cast],
    keeper,
    keeperKey: key,
    keeperWords: 'six words',
  });
  for (const person of cast.filter((entry) => entry.id !== commander))
    story.does(commander, {
      type: 'person.enrol',
      person: person.id,
      publicKey: `${person.id}-${key}`,
      words: 'six words',
      witness: keeper,
    });
  story.does(null, {
    type: 'cluster.identify',
    uid: 'uid-1',
    context: 'rehearsal',
    server: 'https://127.0.0.1',
    user: 'admin',
  });
  return story;
}

export const gate = plan.gates[0]?.id ?? ('' as never);
export const voterOf: Readonly<Record<string, string>> = Object.fromEntries(
  (plan.gates[0]?.attendees ?? []).map((role) => [role, cast.find((person) => person.roles.includes(role))?.id ?? '']),
);

export function everythingTicked(story: Story): Story {
  for (const item of plan.checklists
    .filter((list) => plan.gates[0]?.checklists.includes(list.id))
    .flatMap((list) => list.sections.flatMap((section) => section.items)))
    story.does(techLead, { type: 'item.mark', item: item.id, state: 'done', note: '' });
  return story;
}

/** The gate is GO: items done, six votes, readiness proven, decided by the commander. */
export function goLaunch(kind: 'rehearsal' | 'production' = 'rehearsal'): Story {
  const story = everythingTicked(madeLaunch(kind));
  for (const [role, person] of Object.entries(voterOf))
    story.does(person, { type: 'gate.vote', gate, role: role as never, verdict: 'go', reason: '' });
  story.does(null, { type: 'readiness.judge', verdict: 'ready', checks: [] });
  story.does(commander, { type: 'gate.decide', gate, verdict: 'go', reason: '' });
  return story;
}

/** A plan with one change for each operation, as the engine would report it. */
export function planned(story: Story, actionId: string, hash = 'hash-1'): Command {
  const plans = Object.fromEntries(
    (story.state.actions.byId[actionId]?.operations ?? []).map((entry): [string, OperationPlan] => [
      entry.planned.id,
      { targets: [], changes: [], checks: [], equivalent: 'kubectl' },
    ]),
  );
  return { type: 'action.plan', action: actionId as never, plans, hash };
}

export const lastAction = (story: Story) => {
  const id = story.state.actions.order.at(-1) ?? '';
  const action = story.state.actions.byId[id];
  if (action === undefined) throw new Error('there is no action');
  return action;
};

/** Asks for a step and makes its plan. */
export function askedFor(story: Story, step: string): string {
  story.does(techLead, { type: 'step.ask', step: step as never });
  const { id } = lastAction(story);
  story.does(null, planned(story, id));
  return id;
}

export const confirm = (action: string, role = 'launch-commander', shown = 'hash-1'): Command => ({
  type: 'action.confirm',
  action: action as never,
  role: role as never,
  shown,
});

/** Runs every operation of a running action to its end. */
export function carriedOut(story: Story, actionId: string): void {
  for (let round = 0; round < 100; round += 1) {
    const running = story.state.actions.byId[actionId]?.operations.find((entry) => entry.state === 'running');
    if (running === undefined) return;
    story.does(null, { type: 'operation.succeed', action: actionId as never, operation: running.planned.id, seen: [] });
  }
}

/** Takes a step from asking to verified. */
export function stepDone(story: Story, step: string): string {
  const id = askedFor(story, step);
  story.does(commander, confirm(id));
  story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
  carriedOut(story, id);
  story.does(null, { type: 'action.verify', action: id as never, outcome: 'verified', seen: [] });
  return id;
}

export const goodCanary: Command = {
  type: 'canary.judge',
  metrics: plan.canaryMetrics.map(({ id, title, limit }) => ({
    id,
    title,
    limit,
    verdict: 'good',
    value: '0.04 %',
    where: 'api-gateway',
  })),
};
