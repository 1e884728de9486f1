import { expect, test } from 'vitest';
import { PersonId } from '#shared/domain/ids.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { keyMark, keyState } from '#shared/views/key-state.ts';
import { warRoomRoles } from '#shared/views/war-room-roles.ts';
import { whoMayChange } from '#shared/views/who-may-change.ts';
import { whoMayWitness } from '#shared/views/who-may-witness.ts';
import type { FakeEngine } from '#test/renderer/fixtures/fake-engine.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

const words = 'amber birch cedar delta ember frost';
const made = (person: string, publicKey = 'n'.repeat(43)) => ({ person, publicKey, words });

function entry(engine: FakeEngine, id: string) {
  const found = engine.state.roster.people[id];
  invariant(found, `${id} is on the roster`);
  return found;
}
const enrol = (engine: FakeEngine, person: string, witness: string) =>
  engine.send(
    {
      type: 'person.enrol',
      person: PersonId.parse(person),
      publicKey: 'n'.repeat(43),
      words,
      witness: PersonId.parse(witness),
    },
    witness,
  );
const revoke = (engine: FakeEngine, person: string) =>
  engine.send({ type: 'person.revoke', person: PersonId.parse(person), reason: 'left the team' }, 'ito');

test('a key that counts is told with its words and its witness', () => {
  const engine = scenarios.beforeGate();
  const key = keyState(engine.state, entry(engine, 'novak'), []);
  expect(key).toMatchObject({ kind: 'has', words: ['six', 'words'], witness: 'J. Ito', pending: null });
  expect(keyMark(key)).toEqual({ tone: 'good', text: 'has a key' });
});

test('a new key waits for its witness while the old one still counts', () => {
  const engine = scenarios.beforeGate();
  const key = keyState(engine.state, entry(engine, 'novak'), [made('novak')]);
  expect(key).toMatchObject({ kind: 'has', pending: { words: words.split(' '), firstWitness: null, missing: 1 } });
  expect(keyMark(key).text).toBe('waits for a witness');
});

test('a key that was witnessed and counts no longer waits', () => {
  const engine = scenarios.beforeGate();
  expect(enrol(engine, 'novak', 'ito')).toBeNull();
  expect(keyState(engine.state, entry(engine, 'novak'), [made('novak')]).pending).toBeNull();
});

test('a revoked key, a new one in its place and none at all are told apart', () => {
  const engine = scenarios.beforeGate();
  expect(revoke(engine, 'novak')).toBeNull();
  expect(keyMark(keyState(engine.state, entry(engine, 'novak'), []))).toEqual({ tone: 'watch', text: 'key revoked' });
  const renewed = keyState(engine.state, entry(engine, 'novak'), [made('novak')]);
  expect(keyMark(renewed).text).toBe('waits for a witness');
  const fresh = { ...entry(engine, 'novak'), revokedAt: null };
  expect(keyMark(keyState(engine.state, fresh, []))).toEqual({ tone: 'unknown', text: 'no key yet' });
});

test('after GO a key waits for two witnesses, then names the first', () => {
  const engine = scenarios.afterGo();
  expect(keyState(engine.state, entry(engine, 'novak'), [made('novak')]).pending?.missing).toBe(2);
  expect(enrol(engine, 'novak', 'weber')).toBeNull();
  const key = keyState(engine.state, entry(engine, 'novak'), [made('novak')]);
  expect(key).toMatchObject({ kind: 'has', pending: { firstWitness: 'S. Weber', missing: 1 } });
  expect(keyMark(key).text).toBe('waits for a second witness');
  const another = keyState(engine.state, entry(engine, 'novak'), [made('novak', 'o'.repeat(43))]);
  expect(another.pending).toMatchObject({ firstWitness: null, missing: 2 });
});

const namesOf = (engine: FakeEngine, person: string, key: string | null) =>
  whoMayWitness(engine.state, entry(engine, person), key).candidates.map((one) => one.id as string);

test('a witness is anyone else with a key; for a senior engineer the keeper or the commander', () => {
  const engine = scenarios.beforeGate();
  revoke(engine, 'berg');
  expect(namesOf(engine, 'novak', null)).not.toContain('novak');
  expect(namesOf(engine, 'novak', null)).not.toContain('berg');
  expect(namesOf(engine, 'novak', null)).toHaveLength(8);
  expect(namesOf(engine, 'okafor', null)).toEqual(['ito']);
  expect(whoMayWitness(engine.state, entry(engine, 'okafor'), null).rule).toContain('the roster keeper');
});

test('after GO the second witness is another person, and who may is what the rules accept', () => {
  const engine = scenarios.afterGo();
  const key = 'n'.repeat(43);
  expect(namesOf(engine, 'okafor', key)).toContain('weber');
  expect(enrol(engine, 'okafor', 'weber')).toBeNull();
  expect(namesOf(engine, 'okafor', key)).toEqual(['ito']);
  expect(enrol(engine, 'okafor', 'novak')).toMatchObject({ code: 'witness-too-low' });
  expect(enrol(engine, 'okafor', 'ito')).toBeNull();
  expect(entry(engine, 'okafor').publicKey).toBe(key);
});

test('a key is revoked and a role handed over by the person, the keeper or the commander', () => {
  const engine = scenarios.beforeGate();
  expect(whoMayChange(engine.state, entry(engine, 'weber')).map((one) => one.id as string)).toEqual(['ito', 'weber']);
});

test('every war-room role shows who holds it, how to reach them and what its duties are', () => {
  const { inRoom, others } = warRoomRoles(scenarios.beforeGate().state);
  expect(inRoom.find((role) => role.id === 'launch-commander')?.holders).toEqual([
    { id: 'ito', name: 'J. Ito', contact: '+49 30 5550 ito' },
  ]);
  expect(inRoom.flatMap((role) => role.duties)).toHaveLength(21);
  expect(others.find((role) => role.id === 'qa-lead')?.holders[0]?.name).toBe('S. Weber');
});
