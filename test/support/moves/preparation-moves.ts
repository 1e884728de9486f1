import fc from 'fast-check';
import type { Command } from '#shared/domain/commands.ts';
import { due } from '#shared/domain/due.ts';
import { allItems } from '#shared/domain/plan/item-by-id.ts';
import { withoutKeys } from '#shared/domain/roster/state.ts';
import { scribe } from '#test/support/full-room.ts';
import {
  cast,
  commander,
  engineering,
  enrol,
  launchGate,
  plan,
  signOff,
  T_ZERO,
  vote,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

/** A move of preparing and deciding; who does it and on what depends on the state it meets. */
export const preparationMove = fc.record({
  kind: fc.constantFrom(
    ...(['enrol', 'revoke', 'hand over', 'tick', 'tick many', 'annotate', 'sign off', 'probe', 'readiness'] as const),
    ...(['attend', 'vote', 'vote', 'vote against', 'voice', 'countersign', 'go', 'go over', 'no-go'] as const),
    ...(['withdraw', 'hold', 'resume', 'slip', 'scrub', 'wait', 'wait long', 'entry', 'post', 'release'] as const),
    ...(['message', 'report', 'clock', 'note', 'raise', 'adopt', 'agree', 'disagree'] as const),
  ),
  person: fc.constantFrom(...cast.map((person) => person.id as string), null),
  other: fc.constantFrom(...cast.map((person) => person.id as string)),
  role: fc.constantFrom(...plan.roles.map((role) => role.id as string)),
  /** True: whoever ought to do it does, in a role that may. */
  isApt: fc.boolean(),
  pick: fc.nat(20),
});
export type PreparationMove = typeof preparationMove extends fc.Arbitrary<infer T> ? T : never;
export type Sent = { readonly person: string | null; readonly command: Command };

const items = allItems(plan);
const pickOf = <T>(from: readonly T[], pick: number): T => from[pick % from.length] as T;
const withRole = (story: Story, role: string): string | null =>
  Object.values(story.state.roster.people).find((person) => person.roles.some((held) => held === role))?.id ?? null;

/** Lets time go on: a millisecond for every move, more for those that wait. */
export function passTime(story: Story, { kind, pick }: PreparationMove): void {
  story.after(kind === 'wait' ? (1 + pick) * MINUTE : kind === 'wait long' ? 61 * MINUTE : 1);
}

export function preparationCommand(story: Story, move: PreparationMove): Sent | null {
  return ofPeople(story, move) ?? ofLists(story, move) ?? ofGates(story, move) ?? ofLaunch(story, move);
}

function ofPeople(story: Story, { kind, person, other, role, isApt, pick }: PreparationMove): Sent | null {
  const keeper = story.state.roster.keeper ?? '';
  switch (kind) {
    case 'enrol': {
      const half = Object.values(story.state.roster.people).find((one) => one.witnessed !== null);
      if (isApt && half?.witnessed != null) {
        const second = half.witnessed.witness === keeper ? commander : keeper;
        return { person: second, command: enrol(half.id, second, half.witnessed.publicKey) };
      }
      const witness = isApt ? keeper : (person ?? keeper);
      return { person: witness, command: enrol(other, witness, `${other}-key-${pick % 3}-${'k'.repeat(40)}`) };
    }
    case 'revoke':
      return {
        person: isApt ? pickOf([keeper, commander, other], pick) : person,
        command: { type: 'person.revoke', person: other as never, reason: 'lost' },
      };
    case 'hand over': {
      const from = isApt ? withRole(story, role) : person;
      const about = { role: role as never, from: (from ?? other) as never, to: other as never, reason: 'shift ends' };
      return { person: from, command: { type: 'role.hand-over', ...about } };
    }
    case 'adopt': {
      const people = withoutKeys(Object.values(story.state.roster.people));
      const changed = { ...plan, title: `Change ${pick}` };
      const shown = `hash-of-the-change-${pick}`;
      const asker = isApt ? withRole(story, 'launch-commander') : person;
      return { person: asker, command: { type: 'adoption.ask', plan: changed, people, shown } };
    }
    case 'agree':
    case 'disagree': {
      const { waiting } = story.state.adoption;
      const adoption = waiting?.id ?? 'none';
      const answerer = isApt ? (withRole(story, 'engineering-lead') ?? engineering) : person;
      if (kind === 'disagree')
        return { person: answerer, command: { type: 'adoption.deny', adoption, reason: 'not now' } };
      const shown = waiting?.shown ?? '';
      return {
        person: answerer,
        command: { type: 'adoption.confirm', adoption, role: 'engineering-lead' as never, shown },
      };
    }
    default:
      return null;
  }
}

function ofLists(story: Story, { kind, person, role, isApt, pick }: PreparationMove): Sent | null {
  const item = pickOf(items, pick).id;
  switch (kind) {
    case 'tick': {
      const state = pickOf(['done', 'open', 'blocked', 'not-applicable'] as const, pick);
      return { person, command: { type: 'item.mark', item, state, note: pick % 5 === 0 ? '' : 'because' } };
    }
    case 'tick many': {
      const open = items.filter(({ id }) => story.state.checklist.items[id]?.state !== 'done').map(({ id }) => id);
      return {
        person,
        command: { type: 'items.mark', items: open.length === 0 ? [item] : open, state: 'done', note: '' },
      };
    }
    case 'annotate':
      return {
        person,
        command: { type: 'item.annotate', item, note: 'seen', evidence: [{ kind: 'text', text: 'x' }] },
      };
    case 'sign off': {
      const list = pickOf(plan.checklists, pick);
      const signs = isApt ? pickOf(list.signOffs, pick) : role;
      const exceptions = list.sections
        .flatMap((section) => section.items)
        .filter(({ id }) => !['done', 'not-applicable'].includes(story.state.checklist.items[id]?.state ?? 'open'))
        .map(({ id }) => ({ item: id, reason: 'later' }));
      return {
        person: isApt ? withRole(story, signs) : person,
        command: signOff(story, list.id, signs, pick % 2 === 0 ? exceptions : []),
      };
    }
    case 'probe': {
      const verdict = pickOf(['good', 'bad', 'unknown'] as const, pick);
      const looked = pickOf(
        items.filter((entry) => entry.probe !== undefined),
        pick,
      ).id;
      return { person: null, command: { type: 'probe.judge', item: looked, verdict, text: 'seen', seenAt: story.now } };
    }
    default:
      return null;
  }
}

function ofGates(story: Story, { kind, person, other, role, isApt, pick }: PreparationMove): Sent | null {
  const gate = (pick % 4 === 0 ? plan.gates[0] : launchGate)?.id ?? launchGate.id;
  const attending = isApt ? pickOf(launchGate.attendees, pick) : role;
  const holder = isApt ? withRole(story, attending) : person;
  switch (kind) {
    case 'attend':
      return { person, command: { type: 'gate.attend', gate, role: attending as never, isPresent: pick % 3 !== 0 } };
    case 'vote':
      return { person: holder, command: vote(attending, 'go', '', gate) };
    case 'vote against':
      return { person: holder, command: vote(attending, 'no-go', 'it is broken', gate) };
    case 'voice': {
      const said = vote(attending, pick % 3 === 0 ? 'no-go' : 'go', 'said', gate);
      const voter = (isApt ? (withRole(story, attending) ?? other) : other) as never;
      return { person: isApt ? scribe : person, command: { ...said, type: 'gate.record-vote', voter } };
    }
    case 'countersign': {
      const votes = Object.values(story.state.gate.gates[gate]?.votes ?? {});
      const spoken = votes.find((vote) => vote.recordedBy !== null && vote.countersignedAt === null);
      const signs = spoken?.role ?? attending;
      return {
        person: isApt ? (spoken?.person ?? null) : person,
        command: { type: 'gate.countersign', gate, role: signs as never, verdict: spoken?.verdict ?? 'go' },
      };
    }
    case 'go':
    case 'go over':
    case 'no-go': {
      const reason = kind === 'go' ? '' : 'because';
      const verdict = kind === 'no-go' ? 'no-go' : 'go';
      const by = isApt ? withRole(story, 'launch-commander') : person;
      return { person: by, command: { type: 'gate.decide', gate, verdict, reason } };
    }
    case 'withdraw':
      return { person, command: { type: 'gate.withdraw', gate, reason: '' } };
    default:
      return null;
  }
}

function ofLaunch(story: Story, { kind, person, isApt, pick }: PreparationMove): Sent | null {
  const by = isApt ? withRole(story, 'launch-commander') : person;
  const isStopped = pick % 2 === 0;
  switch (kind) {
    case 'hold':
      return { person, command: { type: 'clock.hold', reason: '' } };
    case 'resume':
      return { person: by, command: { type: 'clock.resume', reason: 'on', isOverride: true } };
    case 'slip':
      return { person: by, command: { type: 'clock.slip', tZeroAt: T_ZERO + pick * 20 * MINUTE, reason: 'late' } };
    case 'scrub':
      return pick === 0 ? { person: by, command: { type: 'clock.scrub', reason: 'rain' } } : null;
    case 'readiness': {
      const verdict = pickOf(['ready', 'not-ready', 'unknown'] as const, pick);
      return { person: null, command: { type: 'readiness.judge', verdict, checks: [] } };
    }
    case 'entry':
      return {
        person,
        command: { type: 'entry.mark', entry: pickOf(plan.timeline, pick).id, hasHappened: isStopped, note: '' },
      };
    case 'post': {
      const state = isStopped ? 'stopped' : 'scheduled';
      return { person, command: { type: 'publicity.mark', post: pickOf(plan.publicity, pick).id, state, note: '' } };
    }
    case 'release':
      return { person: by, command: { type: 'publicity.release', reason: 'on' } };
    case 'message': {
      const channel = pickOf(plan.channels, pick).id;
      const message = `message-${pick}` as never;
      return { person: null, command: { type: 'message.queue', message, channel, template: 'x', text: 'We are live' } };
    }
    case 'report': {
      const message = (story.state.messages.messages.at(-1)?.id ?? 'none') as never;
      const reports: readonly Command[] = [
        { type: 'message.deliver', message, reference: '1' },
        { type: 'message.fail', message, trouble: 'no answer', isFinal: isStopped },
        { type: 'message.lose', message, trouble: 'the answer was lost' },
      ];
      return { person: null, command: pickOf(reports, pick) };
    }
    case 'clock': {
      const next = due(story.state).find(({ at }) => at <= story.now);
      return next === undefined ? null : { person: null, command: next.command };
    }
    case 'note':
      return { person, command: { type: 'note.write', kind: 'note', text: 'noted' } };
    case 'raise':
      return { person, command: { type: 'criterion.raise', criterion: pickOf(plan.criteria, pick).id, evidence: '' } };
    default:
      return null;
  }
}

/** Does the move if the launch lets it; what it says of it otherwise changes nothing. */
export function doMove(story: Story, move: PreparationMove): boolean {
  passTime(story, move);
  const sent = preparationCommand(story, move);
  const decision = sent === null ? null : story.ask(sent.person, sent.command);
  if (decision?.ok !== true) return false;
  story.accept(decision);
  return true;
}
