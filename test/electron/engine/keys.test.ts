import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { LaunchId, PersonId } from '#shared/domain/ids.ts';
import { passphrase, QuietEngine } from '#test/support/quiet-engine.ts';

const okafor = PersonId.parse('m-okafor');
const ito = PersonId.parse('j-ito');

test('a key counts when a witness has compared the six words, and not before', async () => {
  const here = new QuietEngine();
  await here.make();
  const made = await here.call('w', 'identity.make-key', { person: okafor, passphrase });
  expect(made.words.split(' ')).toHaveLength(6);
  expect(await here.call('w', 'identity.waiting', {})).toEqual([made]);
  expect(await here.refusal('w', 'identity.sign-in', { person: okafor, passphrase })).toBe('not-enrolled');
  const others = { person: okafor, witness: ito, witnessPassphrase: passphrase };
  expect(
    await here.refusal('w', 'identity.witness', { ...others, words: 'acorn anchor apple apron arrow aspen' }),
  ).toBe('words-differ');
  expect(
    await here.refusal('w', 'identity.witness', { ...others, words: made.words, witnessPassphrase: 'not the one' }),
  ).toBe('wrong-passphrase');
  expect(await here.call('w', 'identity.witness', { ...others, words: made.words })).toEqual({ isEnrolled: true });
  expect(await here.call('w', 'identity.waiting', {})).toEqual([]);
  const session = await here.call('w', 'identity.sign-in', { person: okafor, passphrase });
  expect(session.person?.name).toBe('M. Okafor');
});

test('a key whose passphrase was lost is replaced before a witness, and the old one signs no more', async () => {
  const here = new QuietEngine();
  await here.make();
  await here.enrolEveryone();
  await here.call('w', 'identity.sign-in', { person: okafor, passphrase });
  const next = 'another long passphrase';
  expect(await here.refusal('v', 'identity.make-key', { person: okafor, passphrase: next })).toBe('wrong-passphrase');
  const made = await here.call('v', 'identity.make-key', { person: okafor, passphrase: next, replaces: true });
  const before = here.engine.state.roster.people['m-okafor']?.publicKey;
  await here.call('v', 'identity.witness', {
    person: okafor,
    words: made.words,
    witness: ito,
    witnessPassphrase: passphrase,
  });
  expect(here.engine.state.roster.people['m-okafor']?.publicKey).not.toBe(before);
  expect(await here.call('w', 'identity.session', {})).toMatchObject({ person: null, lockedFor: 'revoked' });
  expect((await here.call('v', 'identity.sign-in', { person: okafor, passphrase: next })).person?.id).toBe('m-okafor');
});

test('whoever makes a key in another name voids nothing: the one that counts signs until a witness has signed', async () => {
  const here = new QuietEngine();
  await here.make();
  await here.enrolEveryone();
  const before = here.engine.state.roster.people['m-okafor']?.publicKey;
  const next = 'another long passphrase';
  const made = await here.call('stranger', 'identity.make-key', { person: okafor, passphrase: next, replaces: true });
  expect(made.publicKey).not.toBe(before);
  expect(await here.call('w', 'identity.waiting', {})).toEqual([made]);
  expect((await here.call('w', 'identity.sign-in', { person: okafor, passphrase })).person?.id).toBe('m-okafor');
  expect(await here.refusal('v', 'identity.sign-in', { person: okafor, passphrase: next })).toBe('wrong-passphrase');
  expect(here.engine.state.roster.people['m-okafor']?.publicKey).toBe(before);
  // Without asking for one more, the key that waits has to be opened.
  expect(await here.refusal('w', 'identity.make-key', { person: okafor, passphrase })).toBe('wrong-passphrase');
  expect(await here.call('w', 'identity.make-key', { person: okafor, passphrase: next })).toEqual(made);
});

test('a key made anew in one launch leaves the one that another launch knows', async () => {
  const here = new QuietEngine();
  const first = await here.make();
  await here.enrolEveryone();
  const next = 'another long passphrase';
  await here.make();
  await here.call('w', 'identity.enrol-cast', { passphrase: next, keeperPassphrase: passphrase });
  expect(await here.call('w', 'identity.waiting', {})).toEqual([]);
  expect((await here.call('w', 'identity.sign-in', { person: okafor, passphrase: next })).person?.id).toBe('m-okafor');
  await here.call('w', 'launch.open', { launch: LaunchId.parse(first) });
  expect(await here.call('w', 'identity.waiting', {})).toEqual([]);
  expect((await here.call('w', 'identity.sign-in', { person: okafor, passphrase })).person?.id).toBe('m-okafor');
});

test('a cast enrols with another passphrase than the last one, which counts as no wrong try', async () => {
  const here = new QuietEngine();
  await here.make();
  await here.enrolEveryone();
  await here.make();
  const next = 'another long passphrase';
  const { enrolled } = await here.call('w', 'identity.enrol-cast', { passphrase: next, keeperPassphrase: passphrase });
  expect(enrolled).toBeGreaterThan(5);
  for (let n = 0; n < 4; n += 1)
    expect(await here.refusal('w', 'identity.sign-in', { person: okafor, passphrase })).toBe('wrong-passphrase');
  expect((await here.call('w', 'identity.sign-in', { person: okafor, passphrase: next })).person?.id).toBe('m-okafor');
});

test('a cast that enrols with the same passphrase keeps its keys; one whose key was revoked gets a new one', async () => {
  const here = new QuietEngine();
  await here.make();
  await here.enrolEveryone();
  const before = here.engine.state.roster.people['m-okafor']?.publicKey;
  await here.make();
  await here.enrolEveryone();
  expect(here.engine.state.roster.people['m-okafor']?.publicKey).toBe(before);
  await here.send('j-ito', { type: 'person.revoke', person: okafor, reason: 'laptop lost' });
  await here.enrolEveryone();
  expect(here.engine.state.roster.people['m-okafor']?.publicKey).not.toBe(before);
  expect(here.engine.state.roster.people['m-okafor']?.publicKey).not.toBeNull();
});

test('a keeper whose passphrase opens none of their keys is told what to do; one of any of them makes a launch', async () => {
  const here = new QuietEngine();
  await here.make();
  const next = 'another long passphrase';
  const refused = here.make({ passphrase: next });
  await expect(refused).rejects.toThrow(/opens no key that j-ito has on this console for a rehearsal/);
  await here.call('w', 'identity.make-key', { person: ito, passphrase: next, replaces: true });
  await here.make({ passphrase: next });
  await here.make();
});

test('a key that the launch knows and that is not on this console is said so', async () => {
  const here = new QuietEngine();
  await here.make();
  rmSync(join(here.home, 'people', 'rehearsal', 'keys'), { recursive: true });
  expect(await here.refusal('w', 'identity.sign-in', { person: ito, passphrase })).toBe('key-not-here');
  const change = { person: ito, passphrase, next: 'staple battery horse' };
  expect(await here.refusal('w', 'identity.change-passphrase', change)).toBe('key-not-here');
});

test('passphrases tried at two windows at once are counted one by one', async () => {
  const here = new QuietEngine();
  await here.make();
  const tries = Array.from({ length: 8 }, (_, n) =>
    here.refusal(`w${n}`, 'identity.sign-in', { person: ito, passphrase: 'not the one' }),
  );
  expect((await Promise.all(tries)).filter((code) => code === 'wrong-passphrase')).toHaveLength(4);
});

test('another passphrase seals the same key', async () => {
  const here = new QuietEngine();
  await here.make();
  const next = 'staple battery horse';
  expect(await here.refusal('w', 'identity.change-passphrase', { person: ito, passphrase: 'not the one', next })).toBe(
    'wrong-passphrase',
  );
  expect(await here.refusal('w', 'identity.change-passphrase', { person: ito, passphrase, next: 'short' })).toBe(
    'passphrase-too-short',
  );
  await here.call('w', 'identity.change-passphrase', { person: ito, passphrase, next });
  expect(await here.refusal('w', 'identity.sign-in', { person: ito, passphrase })).toBe('wrong-passphrase');
  expect((await here.call('w', 'identity.sign-in', { person: ito, passphrase: next })).person?.id).toBe('j-ito');
});

test('a revoked key signs out wherever it was signed in', async () => {
  const here = new QuietEngine();
  await here.make();
  await here.enrolEveryone();
  await here.call('w', 'identity.sign-in', { person: okafor, passphrase });
  await here.send('j-ito', { type: 'person.revoke', person: okafor, reason: 'laptop lost' });
  expect(await here.call('w', 'identity.session', {})).toMatchObject({ person: null, lockedFor: 'revoked' });
  expect(await here.refusal('w', 'identity.sign-in', { person: okafor, passphrase })).toBe('not-enrolled');
});

test('a revoked key, still on this console, waits for no witness; a new one in its place does', async () => {
  const here = new QuietEngine();
  await here.make();
  await here.enrolEveryone();
  const before = here.engine.state.roster.people['m-okafor'];
  await here.send('j-ito', { type: 'person.revoke', person: okafor, reason: 'laptop lost' });
  expect(await here.call('w', 'identity.waiting', {})).toEqual([]);
  const old = { person: okafor, words: before?.words ?? '', witness: ito, witnessPassphrase: passphrase };
  expect(await here.refusal('w', 'identity.witness', old)).toBe('no-key-waits');
  const made = await here.call('w', 'identity.make-key', { person: okafor, passphrase, replaces: true });
  expect(await here.call('w', 'identity.waiting', {})).toEqual([made]);
  await here.call('w', 'identity.witness', { ...old, words: made.words });
  expect(here.engine.state.roster.people['m-okafor']?.publicKey).toBe(made.publicKey);
});

test('a console that nobody touches locks itself; one that is used does not', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
  try {
    const here = new QuietEngine();
    await here.make();
    const idleMs = here.engine.state.launch?.plan.rules.idleLockMs ?? 0;
    await here.call('idle', 'identity.sign-in', { person: ito, passphrase });
    await here.call('busy', 'identity.sign-in', { person: ito, passphrase });
    for (let passed = 0; passed <= idleMs + 10_000; passed += 10_000) {
      vi.advanceTimersByTime(10_000);
      await here.call('busy', 'identity.touch', {});
    }
    expect(await here.call('idle', 'identity.session', {})).toMatchObject({ person: null, lockedFor: 'idle' });
    expect((await here.call('busy', 'identity.session', {})).person?.id).toBe('j-ito');
    const told = here.pushes.filter(({ name, connection }) => name === 'session.changed' && connection === 'idle');
    expect(told.at(-1)?.data).toMatchObject({ person: null, lockedFor: 'idle' });
  } finally {
    vi.useRealTimers();
  }
});

test('hold needs no sign-in on a console that is read-only; a tick does', async () => {
  const here = new QuietEngine();
  await here.make();
  const item = here.engine.state.launch?.plan.checklists[0]?.sections[0]?.items[0]?.id;
  expect(
    await here.refusal('w', 'launch.dispatch', { command: { type: 'item.mark', item, state: 'done', note: '' } }),
  ).toBe('read-only');
  await here.call('w', 'launch.dispatch', { command: { type: 'clock.hold', reason: '' } });
  expect(here.engine.state.clock.hold).not.toBeNull();
});
