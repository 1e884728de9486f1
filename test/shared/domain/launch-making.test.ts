import { describe, expect, test } from 'vitest';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { fullRoom, scribe, security } from '#test/support/full-room.ts';
import {
  cast,
  commander,
  creation,
  type Made,
  plan,
  product,
  START,
  T_ZERO,
  techLead,
} from '#test/support/launch-story.ts';
import { MINUTE, Story } from '#test/support/story.ts';

type Person = (typeof cast)[number];
const without = (id: string) => cast.filter((person) => person.id !== id);
const changed = (id: string, to: (person: Person) => Partial<Person>) =>
  cast.map((person) => (person.id === id ? { ...person, ...to(person) } : person));
const refused = (made: Made): { readonly code: string; readonly message: string } => {
  const command = creation(made);
  const decision = new Story(START).ask(command.keeper, command);
  return decision.ok ? { code: 'accepted', message: '' } : decision.error;
};

describe('making a launch', () => {
  test('copies plan, roster and T-0 into its first event, signed by the keeper', () => {
    const story = new Story(START);
    const [event] = story.does(scribe, creation(fullRoom));
    expect(event).toMatchObject({ type: 'launch.created', keeper: scribe, tZeroAt: T_ZERO, people: fullRoom.people });
    expect(story.state.launch?.plan).toEqual(plan);
    expect(story.state.roster.people[commander]).toMatchObject({ deputy: 'd-silva', publicKey: null });
    expect(story.state.roster.people[scribe]).toMatchObject({ publicKey: creation().keeperKey, witness: scribe });
  });

  test('is done once, with a signature and by somebody of the roster', () => {
    const story = new Story(START);
    story.refuses(null, creation({ keeper: 'nobody' }), 'not-signed');
    expect(refused({ keeper: 'nobody' }).code).toBe('keeper-missing');
    story.does(commander, creation());
    story.refuses(commander, creation(), 'exists');
  });

  test('nothing else is done before it', () => {
    new Story(START).refuses(null, { type: 'clock.hold', reason: '' }, 'no-launch');
  });
});

describe('a launch is not made', () => {
  test('while distinct people can not meet every authority', () => {
    const both = changed(techLead, () => ({ roles: [] })).map((person) =>
      person.id === commander ? { ...person, roles: ['launch-commander', 'technical-lead'] as never } : person,
    );
    expect(refused({ people: both })).toMatchObject({
      code: 'authority-unmet',
      message: expect.stringContaining('Image, scale, weights and flags of the launch'),
    });
  });

  test('while a role is held by too few or too many', () => {
    expect(refused({ people: without(security) })).toMatchObject({
      code: 'roster-wrong',
      message: 'Security Lead needs 1, and the roster has 0.',
    });
    const twoScribes = changed(product, ({ roles }) => ({ roles: [...roles, 'scribe' as never] }));
    expect(refused({ people: twoScribes })).toMatchObject({
      code: 'roster-wrong',
      message: 'Scribe may be held by 1, and the roster has 2.',
    });
    const third = ['qa-lead', 'scribe'].map((_, index) => ({
      ...(cast[0] as Person),
      id: `lead-${index}` as never,
      roles: ['technical-lead' as never],
    }));
    expect(refused({ people: [...cast, ...third.slice(0, 1)] }).code).toBe('accepted');
    expect(refused({ people: [...cast, ...third] })).toMatchObject({
      code: 'roster-wrong',
      message: 'Technical Lead may be held by 2, and the roster has 3.',
    });
  });

  test('with fewer senior engineers than the runbook asks for', () => {
    const strict: LaunchPlan = { ...plan, seniorEngineers: { minimum: 6 } };
    expect(refused({ plan: strict })).toMatchObject({
      code: 'roster-wrong',
      message: 'The runbook needs 6 senior engineers, and the roster has 5.',
    });
  });

  test('with a deputy nobody knows, or somebody as their own', () => {
    const to = (deputy: string) => changed(commander, () => ({ deputy: deputy as never }));
    expect(refused({ people: to('nobody') })).toMatchObject({
      code: 'roster-wrong',
      message: 'The deputy of J. Ito, nobody, is not on the roster.',
    });
    expect(refused({ people: to(commander) }).message).toBe("J. Ito can't be their own deputy.");
    expect(refused({ people: to(techLead) }).code).toBe('accepted');
  });

  test('with a role the runbook does not have, or one person twice', () => {
    const captain = changed(product, ({ roles }) => ({ roles: [...roles, 'captain' as never] }));
    expect(refused({ people: captain })).toMatchObject({
      code: 'roster-wrong',
      message: expect.stringContaining('captain'),
    });
    const again = [...cast, { ...(cast[0] as Person), roles: [] }];
    expect(refused({ people: again })).toMatchObject({
      code: 'roster-wrong',
      message: 'j-ito is on the roster twice.',
    });
  });

  test('with T-0 outside of its window; the pack’s window is counted from T-0', () => {
    const story = new Story(START);
    const command = creation();
    story.refuses(
      commander,
      { ...command, window: { earliestAt: T_ZERO + MINUTE, latestAt: T_ZERO + 2 * MINUTE } },
      'outside-window',
    );
    story.does(commander, command);
    expect(story.state.clock.window).toEqual({ earliestAt: T_ZERO, latestAt: T_ZERO + 240 * MINUTE });
    const own = new Story(START);
    const window = { earliestAt: T_ZERO - MINUTE, latestAt: T_ZERO + MINUTE };
    own.does(commander, { ...command, window });
    expect(own.state.clock.window).toEqual(window);
  });

  test('with a clock time of the day that does not exist or comes twice when the clocks change', () => {
    const meetingAt = (minuteOfDay: number): LaunchPlan => ({
      ...plan,
      timeZone: 'Europe/Berlin',
      gates: plan.gates.map((gate) => (gate.clock === undefined ? gate : { ...gate, clock: { day: -1, minuteOfDay } })),
    });
    const dayAfterSpring = Date.UTC(2026, 2, 30, 7, 0);
    const dayAfterAutumn = Date.UTC(2026, 9, 26, 8, 0);
    const at = (tZeroAt: number, minuteOfDay: number) => refused({ plan: meetingAt(minuteOfDay), tZeroAt });
    expect(at(dayAfterSpring, 150)).toMatchObject({
      code: 'clock-time-impossible',
      message: expect.stringContaining('does not exist in Europe/Berlin'),
    });
    expect(at(dayAfterAutumn, 150)).toMatchObject({
      code: 'clock-time-impossible',
      message: expect.stringContaining('comes twice'),
    });
    expect(at(dayAfterSpring, 840).code).toBe('accepted');
  });
});

describe('the cluster of a launch', () => {
  const cluster = { context: 'rehearsal', server: 'https://127.0.0.1', user: 'admin' };
  test('is the first one it saw: another one is refused, the same one is no news', () => {
    const story = new Story(START);
    story.does(commander, creation());
    story.does(null, { type: 'cluster.identify', uid: 'uid-1', ...cluster });
    expect(story.does(null, { type: 'cluster.identify', uid: 'uid-1', ...cluster })).toEqual([]);
    story.refuses(null, { type: 'cluster.identify', uid: 'uid-2', ...cluster }, 'another-cluster');
  });

  test('with all else that is connected, it is told anew whenever any of it has changed, and only then', () => {
    const story = new Story(START);
    story.does(commander, creation());
    const told = (more: object) => {
      const sources = ['Prometheus at https://prometheus.example, no token'];
      const command = { type: 'cluster.identify' as const, uid: 'uid-1', ...cluster, sources, ...more };
      return story.does(null, command).length;
    };
    expect([told({}), told({})]).toEqual([1, 0]);
    expect([told({ user: 'intern' }), told({ user: 'intern' }), told({})]).toEqual([1, 0, 1]);
    expect([told({ server: 'https://127.0.0.2' }), told({ context: 'b' })]).toEqual([1, 1]);
    expect([told({ sources: ['Prometheus at https://other.example, no token'] }), told({ sources: [] })]).toEqual([
      1, 1,
    ]);
    expect(story.state.launch?.cluster).toMatchObject({ uid: 'uid-1', sources: [] });
    story.refuses(null, { type: 'cluster.identify', uid: 'uid-2', ...cluster, sources: [] }, 'another-cluster');
  });
});
