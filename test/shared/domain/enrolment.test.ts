import { describe, expect, test } from 'vitest';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { decide } from '#shared/domain/decide.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { fullRoom, onCall, quality, scribe, security } from '#test/support/full-room.ts';
import {
  askedFor,
  commander,
  confirm,
  creation,
  engineering,
  enrol,
  go,
  goLaunch,
  lastAction,
  launchMade,
  madeLaunch,
  plan,
  product,
  START,
  techLead,
} from '#test/support/launch-story.ts';
import { Story } from '#test/support/story.ts';

const newKey = 'n'.repeat(43);
const revoke = (person: string, reason = 'lost the laptop') =>
  ({ type: 'person.revoke', person: person as never, reason }) as const;
const keyOf = (story: Story, person: string) => story.state.roster.people[person]?.publicKey;
const afterGo = (): Story => {
  const story = launchMade(fullRoom);
  story.does(commander, go('we go'));
  return story;
};
/** Made, and nobody but the keeper has a key. */
const onlyKeeper = (): Story => {
  const story = new Story(START);
  story.does(fullRoom.keeper, creation(fullRoom));
  return story;
};

describe('a person gets their key', () => {
  test('before a witness who has one, and who signs for exactly this key and its words', () => {
    const story = onlyKeeper();
    story.refuses(product, enrol(quality, product), 'no-key');
    story.refuses(null, enrol(quality, product), 'witness-not-enrolled');
    expect(requiredStatement(story.state, enrol(quality, scribe, newKey))).toMatchObject({
      kind: 'witness',
      subject: quality,
      shown: `${newKey} six words`,
    });
    const stamp = story.stamp(scribe, enrol(quality, scribe, newKey));
    const another = decide(story.state, enrol(quality, scribe, 'x'.repeat(43)), stamp);
    expect(another.ok ? 'accepted' : another.error.code).toBe('statement-wrong');
    story.does(scribe, enrol(quality, scribe, newKey));
    expect(story.state.roster.people[quality]).toMatchObject({ publicKey: newKey, witness: scribe });
  });

  test('and never again a key that was revoked or replaced', () => {
    const story = launchMade(fullRoom);
    const first = keyOf(story, quality) ?? '';
    story.does(scribe, enrol(quality, scribe, newKey));
    story.refuses(scribe, enrol(quality, scribe, first), 'key-void');
    story.does(commander, revoke(quality));
    story.refuses(scribe, enrol(quality, scribe, newKey), 'key-void');
    expect(keyOf(story, quality)).toBeNull();
  });

  test('only as an entry of the roster, and never as their own witness', () => {
    const story = launchMade(fullRoom);
    story.refuses(scribe, enrol('stranger', scribe), 'not-on-roster');
    story.refuses(quality, enrol(quality, quality, newKey), 'own-witness');
  });

  test('who decides about rollbacks: before the roster keeper or the commander alone', () => {
    const story = launchMade(fullRoom);
    for (const person of [commander, techLead, onCall])
      story.refuses(product, enrol(person, product, newKey), 'witness-too-low');
    story.does(scribe, enrol(commander, scribe, newKey));
    story.does(commander, enrol(techLead, commander, newKey));
    story.does(product, enrol(quality, product, newKey));
  });

  test('anew voids the old one: what was signed with it before it began has to be confirmed again', () => {
    const story = afterGo();
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    story.does(scribe, enrol(commander, scribe, newKey));
    story.does(engineering, enrol(commander, engineering, newKey));
    expect(keyOf(story, commander)).toBe(newKey);
    expect(lastAction(story)).toMatchObject({ state: 'stopped', reason: 'J. Ito has a new key since' });
  });
});

describe('after GO it takes two witnesses', () => {
  test('and until the second has signed the old key is the one that counts', () => {
    const story = afterGo();
    const before = keyOf(story, quality);
    const [first] = story.does(product, enrol(quality, product, newKey));
    expect(first).toMatchObject({ type: 'person.witnessed', witness: product });
    expect(keyOf(story, quality)).toBe(before);
    story.refuses(product, enrol(quality, product, newKey), 'same-witness');
    const [second] = story.does(security, enrol(quality, security, newKey));
    expect(second).toMatchObject({ type: 'person.enrolled', witness: security });
    expect(keyOf(story, quality)).toBe(newKey);
    expect(story.state.roster.people[quality]?.witnessed).toBeNull();
  });

  test('for the same key: another key begins with its first witness', () => {
    const story = afterGo();
    story.does(product, enrol(quality, product, newKey));
    const [event] = story.does(security, enrol(quality, security, 'm'.repeat(43)));
    expect(event?.type).toBe('person.witnessed');
    expect(story.state.roster.people[quality]?.witnessed).toMatchObject({ witness: security });
  });

  test('of whom one is the keeper or the commander where the person decides about rollbacks', () => {
    const story = afterGo();
    story.does(product, enrol(techLead, product, newKey));
    story.refuses(security, enrol(techLead, security, newKey), 'witness-too-low');
    story.does(scribe, enrol(techLead, scribe, newKey));
    story.does(scribe, enrol(onCall, scribe, newKey));
    story.does(product, enrol(onCall, product, newKey));
    expect(keyOf(story, onCall)).toBe(newKey);
  });

  test('also once GO was withdrawn, which is anyone’s; one is enough again after a NO-GO', () => {
    const story = afterGo();
    story.does(null, { type: 'gate.withdraw', gate: plan.gates.at(-1)?.id as never, reason: '' });
    expect(story.does(product, enrol(quality, product, newKey))[0]?.type).toBe('person.witnessed');
    story.does(commander, { ...go('not today'), verdict: 'no-go' });
    expect(story.does(product, enrol(security, product, newKey))[0]?.type).toBe('person.enrolled');
  });
});

describe('revoking a key', () => {
  test('is the person’s own, the keeper’s and the commander’s, signed and with a reason in the log', () => {
    const story = launchMade(fullRoom);
    story.refuses(null, revoke(quality), 'not-signed');
    story.refuses(product, revoke(quality), 'not-entitled');
    story.does(commander, revoke(quality));
    story.does(scribe, revoke(security));
    story.does(product, revoke(product));
    expect([quality, security, product].map((id) => keyOf(story, id))).toEqual([null, null, null]);
    expect(story.state.roster.people[product]).toMatchObject({ revokedAt: story.now, words: null });
    const [event] = story.events.slice(-1);
    if (event === undefined) throw new Error('nothing has happened');
    const line = describeEvent({ position: 1, at: 0, actor: '', console: '', event }, story.state);
    expect(line).toMatchObject({ title: 'Key revoked', text: 'S. Haddad, by S. Haddad: lost the laptop' });
  });

  test('of someone without one is refused', () => {
    const story = launchMade(fullRoom);
    story.does(quality, revoke(quality));
    story.refuses(commander, revoke(quality), 'no-key');
    story.refuses(commander, revoke('stranger'), 'not-on-roster');
  });

  test('names the very key: a signature over the key from before does not revoke the new one', () => {
    const story = launchMade(fullRoom);
    const stamp = story.stamp(commander, revoke(quality));
    story.does(scribe, enrol(quality, scribe, newKey));
    const decision = decide(story.state, revoke(quality), stamp);
    expect(decision.ok ? 'accepted' : decision.error.code).toBe('statement-wrong');
  });

  test('is refused for the last keeper or commander: nobody could be a commander’s witness any more', () => {
    const story = launchMade(fullRoom);
    story.does(scribe, revoke(commander));
    story.refuses(scribe, revoke(scribe), 'last-keeper');
    story.does(scribe, enrol(commander, scribe, newKey));
    story.does(scribe, revoke(scribe));
    // Where the keeper is the only commander, there never is another one.
    madeLaunch().refuses(commander, revoke(commander), 'last-keeper');
  });

  test('leaves the person without a say until they enrol again: unsigned commands too', () => {
    const story = launchMade(fullRoom);
    story.does(techLead, revoke(techLead));
    story.refuses(techLead, { type: 'step.ask', step: 'canary-images' as never }, 'no-key');
    story.refuses(techLead, { type: 'note.write', kind: 'note', text: 'still here' }, 'no-key');
    story.refuses(
      techLead,
      { type: 'gate.attend', gate: go('').gate, role: 'qa-lead' as never, isPresent: false },
      'no-key',
    );
    story.does(techLead, { type: 'clock.hold', reason: 'as anyone may' });
    story.does(scribe, enrol(techLead, scribe, newKey));
    story.does(techLead, { type: 'note.write', kind: 'note', text: 'back again' });
  });
});

test('the cast of a rehearsal is enrolled by its keeper, and the launch has GO', () => {
  expect(Object.values(goLaunch().state.roster.people).every((person) => person.publicKey !== null)).toBe(true);
});
