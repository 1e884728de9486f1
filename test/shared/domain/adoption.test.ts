import { describe, expect, test } from 'vitest';
import type { CommandOf } from '#shared/domain/commands.ts';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { communications, fullRoom, onCall, quality, scribe, security } from '#test/support/full-room.ts';
import {
  askedFor,
  commander,
  confirm,
  engineering,
  enrol,
  go,
  lastAction,
  launchMade,
  noGo,
  plan,
  product,
  stepDone,
  techLead,
} from '#test/support/launch-story.ts';
import type { Story } from '#test/support/story.ts';

const SHOWN = 'hash-of-plan-and-people';
const next: LaunchPlan = { ...plan, title: 'Media Gateway v1.0.1', pack: { ...plan.pack, version: '1.0.1' } };
const ask = (change: Partial<CommandOf<'adoption.ask'>> = {}): CommandOf<'adoption.ask'> => ({
  type: 'adoption.ask',
  plan: next,
  people: [...fullRoom.people],
  shown: SHOWN,
  ...change,
});
const waitingIn = (story: Story): string => story.state.adoption.waiting?.id ?? '';
const agree = (story: Story, role = 'engineering-lead', shown = SHOWN): CommandOf<'adoption.confirm'> => ({
  type: 'adoption.confirm',
  adoption: waitingIn(story),
  role: role as never,
  shown,
});
const deny = (story: Story): CommandOf<'adoption.deny'> => ({
  type: 'adoption.deny',
  adoption: waitingIn(story),
  reason: 'not now',
});
const made = () => launchMade(fullRoom);
const asked = (change: Partial<CommandOf<'adoption.ask'>> = {}): Story => {
  const story = made();
  story.does(commander, ask(change));
  return story;
};
const types = (story: Story) => story.events.slice(-2).map((event) => event.type);

describe('a changed pack or roster', () => {
  test('is asked for by the commander and confirmed by the Engineering Lead; then the launch goes on with it', () => {
    const story = made();
    story.refuses(techLead, ask(), 'not-entitled');
    story.does(commander, ask());
    expect(story.state.launch?.plan.title).toBe(plan.title);
    story.does(engineering, agree(story));
    expect(types(story)).toEqual(['adoption.confirmed', 'adoption.adopted']);
    expect(story.state.launch?.plan).toEqual(next);
    expect(story.state.adoption.waiting).toBeNull();
  });

  test('is signed by both for the difference they were shown', () => {
    const story = asked();
    expect(requiredStatement(story.state, ask())).toMatchObject({ kind: 'adopt', shown: SHOWN });
    expect(requiredStatement(story.state, agree(story))).toMatchObject({
      kind: 'adopt',
      subject: waitingIn(story),
      shown: SHOWN,
      role: 'engineering-lead',
    });
    story.refuses(engineering, agree(story, 'engineering-lead', 'another-hash-altogether'), 'shown-changed');
  });

  test('takes two people: who asks does not confirm, in whatever role', () => {
    const people = fullRoom.people.map((person) =>
      person.id === commander ? { ...person, roles: [...person.roles, 'engineering-lead' as never] } : person,
    );
    const roles = plan.roles.map((role) => (role.id === 'engineering-lead' ? { ...role, maximum: 2 } : role));
    const story = launchMade({ ...fullRoom, people, plan: { ...plan, roles } });
    story.does(commander, ask({ people, plan: { ...next, roles } }));
    story.refuses(commander, agree(story), 'second-person-needed');
    story.refuses(commander, agree(story, 'launch-commander'), 'role-not-asked');
    story.refuses(product, agree(story), 'role-not-held');
    story.does(engineering, agree(story));
  });

  test('waits alone: a second one is refused until the first is confirmed or denied', () => {
    const story = asked();
    story.refuses(commander, ask(), 'waiting');
    story.does(engineering, deny(story));
    story.refuses(engineering, agree(story), 'nothing-waits');
    story.does(commander, ask());
  });

  test('is denied by who asked or may confirm, and changes nothing', () => {
    const story = asked();
    story.refuses(product, deny(story), 'not-entitled');
    story.does(commander, deny(story));
    expect(story.state.launch?.plan).toEqual(plan);
    expect(story.state.adoption.waiting).toBeNull();
  });

  test('is not adopted by a pack that names nobody for it, nor after a scrub', () => {
    const authorities = plan.authorities.filter((entry) => entry.id !== 'adopt');
    launchMade({ ...fullRoom, plan: { ...plan, authorities } }).refuses(commander, ask(), 'no-authority');
    const story = made();
    story.does(commander, { type: 'clock.scrub', reason: 'rain' });
    story.refuses(commander, ask(), 'scrubbed');
  });
});

describe('the roster after it', () => {
  test('keeps the keys of who stays, has none for who is new, and loses who is gone', () => {
    const story = made();
    const people = fullRoom.people
      .filter((person) => person.id !== quality)
      .map((person) => (person.id === product ? { ...person, contact: 'phone' } : person));
    const newcomer = {
      ...people[0],
      id: 'n-abara' as never,
      name: 'N. Abara',
      roles: ['qa-lead' as never],
    } as (typeof people)[0];
    const withoutDeputy = [...people, newcomer].map(({ deputy: _, ...person }) => person);
    story.does(commander, ask({ people: withoutDeputy }));
    const before = story.state.roster.people[product];
    story.does(engineering, agree(story));
    expect(story.state.roster.people[product]).toMatchObject({ contact: 'phone', publicKey: before?.publicKey });
    expect(story.state.roster.people['n-abara']).toMatchObject({ publicKey: null, witness: null });
    expect(story.state.roster.people[quality]).toBeUndefined();
    story.refuses(quality, { type: 'note.write', kind: 'note', text: 'hello' }, 'no-key');
    story.does(scribe, enrol('n-abara', scribe));
  });

  test('still meets every authority and every number of the new runbook', () => {
    const story = made();
    const noSecurity = fullRoom.people.map((person) => (person.id === security ? { ...person, roles: [] } : person));
    story.refuses(commander, ask({ people: noSecurity }), 'roster-wrong');
    const alone = fullRoom.people.filter((person) => person.id !== engineering).map(({ deputy: _, ...rest }) => rest);
    story.refuses(commander, ask({ people: alone }), 'authority-unmet');
    const unknown = fullRoom.people.map((person) =>
      person.id === product ? { ...person, deputy: 'nobody' as never } : person,
    );
    story.refuses(commander, ask({ people: unknown }), 'roster-wrong');
  });

  test('still has its keeper', () => {
    const people = fullRoom.people
      .filter((person) => person.id !== scribe)
      .map((person) =>
        person.id === communications ? { ...person, roles: [...person.roles, 'scribe' as never] } : person,
      );
    made().refuses(commander, ask({ people }), 'adoption-breaks');
  });
});

describe('a change that does not fit the launch as far as it has got', () => {
  const begun = (): Story => {
    const story = made();
    story.does(commander, go('we go'));
    stepDone(story, 'canary-images');
    return story;
  };
  const other = (id: string): LaunchPlan => ({
    ...next,
    steps: next.steps.map((step) => (step.id === id ? { ...step, operations: step.operations.slice(1) } : step)),
  });

  test('is refused: another pack, a decided gate gone, a done step gone or different', () => {
    const story = begun();
    story.refuses(commander, ask({ plan: { ...next, pack: { ...next.pack, name: 'other' } } }), 'adoption-breaks');
    story.refuses(commander, ask({ plan: { ...next, gates: next.gates.slice(0, 1) } }), 'adoption-breaks');
    story.refuses(commander, ask({ plan: { ...next, steps: next.steps.slice(1) } }), 'adoption-breaks');
    story.refuses(commander, ask({ plan: other('canary-images') }), 'adoption-breaks');
    story.does(commander, ask({ plan: other('stage-25') }));
  });

  test('is refused for namespace and subsets only once something has begun', () => {
    const elsewhere = { ...next, namespace: 'elsewhere' };
    begun().refuses(commander, ask({ plan: elsewhere }), 'adoption-breaks');
    made().does(commander, ask({ plan: elsewhere }));
  });

  test('is refused with a clock time that can not be on the day', () => {
    const story = launchMade({ ...fullRoom, tZeroAt: Date.UTC(2026, 2, 30, 7, 0) });
    const gates = next.gates.map((gate) =>
      gate.clock === undefined ? gate : { ...gate, clock: { day: -1, minuteOfDay: 150 } },
    );
    story.refuses(commander, ask({ plan: { ...next, gates, timeZone: 'Europe/Berlin' } }), 'clock-time-impossible');
  });

  test('is refused while an action is in hand', () => {
    const story = made();
    story.does(commander, go('we go'));
    const id = askedFor(story, 'canary-images');
    story.refuses(commander, ask(), 'busy');
    story.does(null, { type: 'action.stop', action: id as never, reason: '' });
    story.does(commander, ask());
  });

  test('is looked at again when it is confirmed: what began or was decided meanwhile counts', () => {
    const story = made();
    story.does(commander, go('we go'));
    story.does(commander, ask({ plan: other('canary-images') }));
    const id = askedFor(story, 'canary-images');
    story.refuses(engineering, agree(story), 'busy');
    story.does(commander, confirm(id));
    story.does(null, { type: 'action.stop', action: lastAction(story).id, reason: '' });
    stepDone(story, 'canary-images');
    story.refuses(engineering, agree(story), 'adoption-breaks');
    const late = asked({ plan: { ...next, gates: next.gates.slice(1) } });
    late.does(commander, noGo('not tomorrow', plan.gates[0]?.id));
    late.refuses(engineering, agree(late), 'adoption-breaks');
  });
});

describe('a change that waits ends', () => {
  test('when the key or the role of who asked is taken away', () => {
    const revoked = asked();
    revoked.does(scribe, { type: 'person.revoke', person: commander as never, reason: 'lost' });
    expect(types(revoked)).toEqual(['person.revoked', 'adoption.denied']);
    expect(revoked.state.adoption.waiting).toBeNull();
  });

  test('when any role passes on: it would take the role back', () => {
    const story = asked();
    story.does(commander, {
      type: 'role.hand-over',
      role: 'launch-commander' as never,
      from: commander as never,
      to: onCall as never,
      reason: 'shift ends',
    });
    expect(types(story)).toEqual(['role.handed-over', 'adoption.denied']);
  });

  test('but not when somebody else enrols anew', () => {
    const story = asked();
    story.does(scribe, enrol(quality, scribe, 'n'.repeat(43)));
    expect(story.state.adoption.waiting).not.toBeNull();
  });
});
