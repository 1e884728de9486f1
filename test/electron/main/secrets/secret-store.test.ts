import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SecretBox } from '#engine/settings/secret-box.ts';
import { type Keychain, noKeychain } from '#main/secrets/keychain.ts';
import { SecretStore } from '#main/secrets/secret-store.ts';
import { secretsFileAt } from '#main/secrets/secrets-file.ts';

const CANARY = 'canary-5f1c9a-token';
const NOVEMBER = Date.UTC(2026, 10, 24, 9);

/** A keyring that seals with its own name: what another one made can't be opened. */
const keyring = (backend: string, isLocked = false): Keychain => ({
  backend,
  trouble: null,
  encrypt: async (text) => {
    if (isLocked) throw new Error('locked');
    return Buffer.from(`${backend}:${[...text].reverse().join('')}`);
  },
  decrypt: async (sealed) => {
    if (isLocked) throw new Error('locked');
    const [made, text = ''] = sealed.toString().split(':');
    if (made !== backend) throw new Error('not mine');
    return [...text].reverse().join('');
  },
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tminus-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = () => join(folder, 'secrets.json');
const open = (keychain: Keychain) => SecretStore.open(keychain, secretsFileAt(path()), () => NOVEMBER);
const onDisk = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
const saved = (name: string) => ({ entered: [name], found: {}, forget: [] });

describe('secrets of the connections', () => {
  test('one that is entered is used by tests alone, and kept when its source is saved', async () => {
    const store = await open(keyring('gnome_libsecret'));
    store.enter('prometheus.token', CANARY);
    expect(store.message()).toMatchObject({ kept: {}, entered: { 'prometheus.token': CANARY } });
    expect(store.facts().secrets).toEqual([
      { name: 'prometheus.token', state: 'entered', backend: null, setAt: NOVEMBER },
    ]);
    expect(readdirSync(folder)).toEqual([]);
    expect(await store.keep(saved('prometheus.token'))).toBeNull();
    expect(store.message()).toMatchObject({ kept: { 'prometheus.token': CANARY }, entered: {} });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(onDisk()).toContain('gnome_libsecret');
    expect(onDisk()).not.toContain(CANARY);
    const next = await open(keyring('gnome_libsecret'));
    expect(next.message().kept).toEqual({ 'prometheus.token': CANARY });
    expect(JSON.stringify(next.facts())).not.toContain(CANARY);
  });

  test('two sources that are saved at the same time are both kept', async () => {
    const store = await open(keyring('gnome_libsecret'));
    store.enter('prometheus.token', CANARY);
    store.enter('loki.token', CANARY);
    await Promise.all([store.keep(saved('prometheus.token')), store.keep(saved('loki.token'))]);
    const next = await open(keyring('gnome_libsecret'));
    expect(Object.keys(next.message().kept).sort()).toEqual(['loki.token', 'prometheus.token']);
  });

  test('without a keyring nothing secret is on disk, and it lasts for the session (C1)', async () => {
    const store = await open(noKeychain('There is no keyring.'));
    store.enter('slack.token', CANARY);
    expect(await store.keep(saved('slack.token'))).toBeNull();
    expect(store.message().kept).toEqual({ 'slack.token': CANARY });
    expect(store.facts()).toMatchObject({
      backend: null,
      trouble: 'There is no keyring.',
      secrets: [{ name: 'slack.token', state: 'session' }],
    });
    expect(readdirSync(folder)).toEqual([]);
    expect((await open(noKeychain('There is no keyring.'))).message().kept).toEqual({});
  });

  test('another keyring than the one that saved them is said; they are kept, and can be entered again (C2)', async () => {
    const first = await open(keyring('kwallet6'));
    for (const name of ['slack.token', 'flags.token']) first.enter(name, `${CANARY}-${name}`);
    await first.keep({ entered: ['slack.token', 'flags.token'], found: {}, forget: [] });
    const moved = await open(keyring('gnome_libsecret'));
    expect(moved.message().kept).toEqual({});
    expect(moved.facts().trouble).toContain('saved under kwallet6, now it is gnome_libsecret');
    expect(moved.facts().secrets.map(({ state }) => state)).toEqual(['elsewhere', 'elsewhere']);
    moved.enter('slack.token', CANARY);
    await moved.keep(saved('slack.token'));
    const back = await open(keyring('kwallet6'));
    expect(back.message().kept).toEqual({ 'flags.token': `${CANARY}-flags.token` });
    expect(back.facts().trouble).toContain('saved under gnome_libsecret, now it is kwallet6');
  });

  test('one that was replaced while the keyring was away comes back for the address it was saved for alone', async () => {
    const savedFor = (receiver: string) => ({ ...saved('loki.token'), receivers: { 'loki.token': receiver } });
    const first = await open(keyring('gnome_libsecret'));
    first.enter('loki.token', CANARY);
    await first.keep(savedFor('https://loki.example'));
    const away = await open(noKeychain('There is no keyring.'));
    away.enter('loki.token', `${CANARY}-new`);
    await away.keep(savedFor('https://new.example'));
    expect(away.message().receivers).toEqual({ 'loki.token': 'https://new.example' });
    const back = (await open(keyring('gnome_libsecret'))).message();
    expect(back).toMatchObject({ kept: { 'loki.token': CANARY }, receivers: { 'loki.token': 'https://loki.example' } });
    const box = new SecretBox();
    box.hear(back);
    expect(box.kept('loki.token', 'https://new.example')).toBeUndefined();
    expect(box.kept('loki.token', 'https://loki.example')).toBe(CANARY);
  });

  test('to remove one takes no keyring', async () => {
    const first = await open(keyring('gnome_libsecret'));
    for (const name of ['loki.token', 'flags.token']) first.enter(name, CANARY);
    await first.keep({ entered: ['loki.token', 'flags.token'], found: {}, forget: [] });
    const away = await open(noKeychain('There is no keyring.'));
    expect(await away.keep({ entered: [], found: {}, forget: ['loki.token'] })).toBeNull();
    const back = await open(keyring('gnome_libsecret'));
    expect(Object.keys(back.message().kept)).toEqual(['flags.token']);
  });

  test('a locked keyring stops nothing: what it holds is said to be unreadable, and stays (C3)', async () => {
    const first = await open(keyring('gnome_libsecret'));
    first.enter('flags.token', CANARY);
    await first.keep(saved('flags.token'));
    const before = onDisk();
    const locked = await open(keyring('gnome_libsecret', true));
    expect(locked.facts()).toMatchObject({ secrets: [{ state: 'unreadable' }] });
    expect(locked.facts().trouble).toContain('does not give out flags.token');
    locked.enter('slack.token', CANARY);
    expect(await locked.keep(saved('slack.token'))).toMatchObject({ message: expect.stringContaining('did not take') });
    expect(onDisk()).toBe(before);
    expect((await open(keyring('gnome_libsecret'))).message().kept).toEqual({ 'flags.token': CANARY });
  });

  test('a broken file of secrets is left as it is', async () => {
    writeFileSync(path(), '{"flags.token": 7}', { mode: 0o600 });
    const store = await open(keyring('gnome_libsecret'));
    expect(store.facts()).toMatchObject({ backend: null, trouble: expect.stringContaining('can’t be read') });
    store.enter('flags.token', CANARY);
    await store.keep(saved('flags.token'));
    expect(store.message().kept).toEqual({ 'flags.token': CANARY });
    expect(onDisk()).toBe('{"flags.token": 7}');
  });

  test('one that no source needs any more is gone from disk; one that was dropped was never there', async () => {
    const store = await open(keyring('gnome_libsecret'));
    store.enter('loki.token', CANARY);
    await store.keep(saved('loki.token'));
    store.enter('slack.token', CANARY);
    store.drop('slack.token');
    await store.keep({ entered: ['slack.token'], found: {}, forget: ['loki.token'] });
    expect(store.message()).toMatchObject({ kept: {}, entered: {} });
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toEqual({});
  });
});
