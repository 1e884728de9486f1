import { builtInPacks } from '#engine/pack-places.ts';
import { listPacks, planFromPack } from '#engine/packs.ts';
import { listText } from '#shared/domain/checklist/standing.ts';
import type { Command, CommandOf } from '#shared/domain/commands.ts';
import { PersonId } from '#shared/domain/ids.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import { allItems } from '#shared/domain/plan/item-by-id.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Person } from '#shared/domain/roster/person.ts';
import { MINUTE, Story } from './story.ts';

const compiled = planFromPack(builtInPacks, 'media-gateway', {});
if (!compiled.ok) throw new Error(compiled.error.message);
export const plan: LaunchPlan = compiled.value;
export const cast = listPacks(builtInPacks).find((pack) => pack.name === 'media-gateway')?.cast ?? [];

/** When the launch of these stories is made: an hour and a quarter before T-0. */
export const START = Date.UTC(2026, 10, 24, 7, 0);
export const T_ZERO = START + 75 * MINUTE;

export const commander = 'j-ito';
export const techLead = 'm-okafor';
export const operations = 'r-diaz';
export const engineering = 'a-lindqvist';
export const product = 's-haddad';

/** What a launch of these stories is made from, where it isn't the built-in pack and its rehearsal cast. */
export type Made = {
  readonly kind?: 'rehearsal' | 'production';
  readonly plan?: LaunchPlan;
  readonly people?: readonly Person[];
  readonly keeper?: string;
  readonly tZeroAt?: number;
};

export const creation = (made: Made = {}): CommandOf<'launch.create'> => ({
  type: 'launch.create',
  launch: 'launch-1' as never,
  kind: made.kind ?? 'rehearsal',
  plan: made.plan ?? plan,
  tZeroAt: made.tZeroAt ?? T_ZERO,
  people: [...(made.people ?? cast)],
  keeper: PersonId.parse(made.keeper ?? commander),
  keeperKey: 'k'.repeat(43),
  keeperWords: 'six words',
});

export const enrol = (person: string, witness: string, publicKey = `${person}-${'k'.repeat(43)}`): Command => ({
  type: 'person.enrol',
  person: person as never,
  publicKey,
  words: 'six words',
  witness: witness as never,
});

/** A launch that has been made, everyone enrolled, the cluster known. */
export function launchMade(made: Made = {}): Story {
  const story = new Story(START);
  const create = creation(made);
  const { keeper } = create;
  story.does(keeper, create);
  for (const { id } of create.people) if (id !== keeper) story.does(keeper, enrol(id, keeper));
  story.does(null, {
    type: 'cluster.identify',
    uid: 'uid-1',
    context: 'rehearsal',
    server: 'https://127.0.0.1',
    user: 'admin',
  });
  return story;
}
export const madeLaunch = (kind: 'rehearsal' | 'production' = 'rehearsal'): Story => launchMade({ kind });

const gateThatOpens = (opens: string) => {
  const found = plan.gates.find((entry) => entry.opens === opens);
  if (found === undefined) throw new Error(`the pack has no gate that opens the ${opens}`);
  return found;
};
/** The decision at T-1h, which opens the launch, and the meeting the day before, which opens the freeze. */
export const launchGate = gateThatOpens('launch');
export const freezeGate = gateThatOpens('freeze');
export const gate = launchGate.id;
export const voterOf: Readonly<Record<string, string>> = Object.fromEntries(
  launchGate.attendees.map((role) => [role, cast.find((person) => person.roles.includes(role))?.id ?? '']),
);

export const vote = (role: string, verdict: 'go' | 'no-go' = 'go', reason = '', of = gate): CommandOf<'gate.vote'> => ({
  type: 'gate.vote',
  gate: of,
  role: role as never,
  verdict,
  reason,
});
export const go = (reason = '', of = gate): CommandOf<'gate.decide'> => ({
  type: 'gate.decide',
  gate: of,
  verdict: 'go',
  reason,
});
export const noGo = (reason: string, of = gate): CommandOf<'gate.decide'> => ({
  type: 'gate.decide',
  gate: of,
  verdict: 'no-go',
  reason,
});

/** Signs a list off as it stands; open items have to be named. */
export function signOff(
  story: Story,
  checklist: string,
  role: string,
  exceptions: CommandOf<'list.sign-off'>['exceptions'] = [],
): CommandOf<'list.sign-off'> {
  const list = story.state.launch?.plan.checklists.find((entry) => entry.id === checklist);
  const shown = list === undefined ? '' : listText(story.state, list);
  return { type: 'list.sign-off', checklist: checklist as never, role: role as never, exceptions, shown };
}

/** All four lists are ticked and signed off by who has to. */
export function everythingTicked(story: Story): Story {
  const items = allItems(plan).map((item) => item.id);
  story.does(techLead, { type: 'items.mark', items, state: 'done', note: '' });
  for (const list of plan.checklists)
    for (const role of list.signOffs) {
      const holder = Object.values(story.state.roster.people).find((person) => person.roles.includes(role));
      story.does(holder?.id ?? null, signOff(story, list.id, role));
    }
  return story;
}

export function everyoneVotesGo(story: Story, of = launchGate): Story {
  for (const role of of.attendees) story.does(voterOf[role] ?? '', vote(role, 'go', '', of.id));
  return story;
}

/** Why the commander goes without a dry run on record (reconciled 29). */
export const OVER_UNKNOWN = 'the dry run was looked at by hand';

/** The gate is GO: items done, lists signed off, six votes, readiness proven, decided by the commander. */
export function goLaunch(kind: 'rehearsal' | 'production' = 'rehearsal'): Story {
  const story = everyoneVotesGo(everythingTicked(madeLaunch(kind)));
  story.does(null, { type: 'readiness.judge', verdict: 'ready', checks: [] });
  story.does(commander, go(OVER_UNKNOWN));
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
