import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { productionConnections } from '#engine/production-connections.ts';
import { SecretBox } from '#engine/settings/secret-box.ts';
import type { KeepSecretsMessage, SecretsMessage } from '#shared/contract/envelope.ts';
import type { SectionChange } from '#shared/settings/sections.ts';
import { passphrase, QuietEngine } from '#test/support/quiet-engine.ts';

const CANARY = 'canary-77d0e2-token';
const old = {
  kubeconfig: '/nowhere/kubeconfig',
  context: 'prod-eu',
  namespace: 'media-gateway',
  prometheus: { url: 'https://prometheus.example', token: CANARY },
  flags: { service: 'unleash', url: 'https://flags.example', token: `${CANARY}-flags`, project: 'default' },
  monitors: [],
};

/** Main with a keychain, or without one, as the engine knows it. */
function withMain(backend: string | null, entered: Record<string, string> = {}) {
  const asked: KeepSecretsMessage[] = [];
  let kept: Record<string, string> = {};
  const tell = (message: Partial<SecretsMessage>) =>
    box.hear({ kind: 'secrets', kept, entered, facts: { backend, trouble: null, secrets: [] }, ...message });
  const box = new SecretBox((message) => {
    asked.push(message);
    kept = { ...kept, ...message.found };
    for (const name of message.entered) kept[name] = entered[name] ?? '';
    tell({ entered: {} });
    box.hear({ kind: 'secrets-kept', id: message.id, trouble: null });
  });
  tell({});
  return { box, asked };
}

const filed = (here: QuietEngine): string => readFileSync(join(here.home, 'connections.json'), 'utf8');
const write = (here: QuietEngine, file: object = old) =>
  writeFileSync(join(here.home, 'connections.json'), JSON.stringify(file), { mode: 0o600 });
const read = (here: QuietEngine) => here.call('w', 'settings.read', {});
const save = async (here: QuietEngine, change: SectionChange, as = 'w') =>
  here.call(as, 'settings.save', { change, shown: (await read(here)).shown });
const prometheus = (url: string): SectionChange => ({
  source: 'prometheus',
  settings: { url, token: { secret: 'prometheus.token' } },
});

describe('the settings of production launches', () => {
  test('a file written by hand is read without its secrets', async () => {
    const here = new QuietEngine();
    write(here);
    const seen = await read(here);
    expect(seen.sections.prometheus).toEqual({
      url: 'https://prometheus.example',
      token: { secret: 'prometheus.token' },
    });
    expect(seen.plain).toEqual(['prometheus.token', 'flags.token']);
    expect(JSON.stringify(seen)).not.toContain(CANARY);
  });

  test('a file with half a cluster can not be used, and nothing is saved over it', async () => {
    const here = new QuietEngine();
    const { namespace, ...half } = old;
    write(here, half);
    const answer = await here.envelope('w', 'settings.read', {});
    expect(JSON.stringify(answer)).toContain('namespace is missing');
    const change = prometheus('https://prometheus.example');
    expect(await here.refusal('w', 'settings.save', { change, shown: '' })).not.toBe('accepted');
    expect(JSON.parse(filed(here))).toEqual(half);
  });

  test('its secrets move into the keychain when a source is saved, out of the copy too, and that is said', async () => {
    const { box, asked } = withMain('gnome_libsecret');
    const here = new QuietEngine({ secrets: box });
    write(here);
    const saved = await save(here, prometheus('https://prometheus.example/prom'));
    expect(asked).toMatchObject([{ found: { 'prometheus.token': CANARY, 'flags.token': `${CANARY}-flags` } }]);
    expect(saved.said).toEqual(['Moved from the file into the keychain: prometheus.token, flags.token.']);
    expect(saved.read.plain).toEqual([]);
    expect(filed(here)).toContain('https://prometheus.example/prom');
    expect(statSync(join(here.home, 'connections.json')).mode & 0o777).toBe(0o600);
    const copy = readFileSync(join(here.home, 'connections.json.bak'), 'utf8');
    expect(copy).toContain('"https://prometheus.example"');
    expect(filed(here) + copy).not.toContain(CANARY);
  });

  test('without a keychain they stay where their owner has put them: none is lost', async () => {
    const here = new QuietEngine({ secrets: withMain(null).box });
    write(here);
    await save(here, prometheus('https://prometheus.example/prom'));
    expect(JSON.parse(filed(here))).toMatchObject({
      prometheus: { url: 'https://prometheus.example/prom', token: CANARY },
      flags: { token: `${CANARY}-flags` },
    });
  });

  test('a token that is kept goes to no other address or service: it is entered again, as a test asks for it', async () => {
    const entered: Record<string, string> = {};
    const { box, asked } = withMain('gnome_libsecret', entered);
    const here = new QuietEngine({ secrets: box });
    write(here);
    const launchdarkly: SectionChange = {
      source: 'flags',
      settings: {
        ...{ service: 'launchdarkly', url: 'https://flags.example', project: 'default' },
        token: { secret: 'flags.token' },
      },
    };
    for (const change of [
      prometheus('https://elsewhere.example'),
      prometheus('http://prometheus.example'),
      launchdarkly,
    ])
      expect(await here.refusal('w', 'settings.save', { change, shown: (await read(here)).shown })).toBe(
        'secret-missing',
      );
    expect(asked).toEqual([]);
    expect(JSON.parse(filed(here))).toEqual(old);
    entered['prometheus.token'] = 'canary-of-elsewhere';
    box.hear({ kind: 'secrets', kept: {}, entered, facts: { backend: 'gnome_libsecret', trouble: null, secrets: [] } });
    await save(here, prometheus('https://elsewhere.example'));
    expect(asked).toMatchObject([{ entered: ['prometheus.token'] }]);
  });

  test('a token that was sealed for an address that could not be written goes to nobody else', async () => {
    const entered = { 'prometheus.token': 'canary-of-elsewhere' };
    const here = new QuietEngine({ secrets: withMain('gnome_libsecret').box });
    write(here);
    await save(here, prometheus('https://prometheus.example'));
    const facts = { backend: 'gnome_libsecret', trouble: null, secrets: [] };
    const box: SecretBox = new SecretBox((message) => {
      // The file is changed by hand while the keychain takes its time.
      write(here, { ...old, prometheus: { url: 'https://prometheus.example', token: { secret: 'prometheus.token' } } });
      box.hear({ kind: 'secrets', kept: entered, entered: {}, receivers: message.receivers ?? {}, facts });
      box.hear({ kind: 'secrets-kept', id: message.id, trouble: null });
    });
    box.hear({ kind: 'secrets', kept: {}, entered, facts });
    const again = new QuietEngine({ home: here.home, secrets: box });
    const { shown } = await read(again);
    const change = prometheus('https://elsewhere.example');
    expect(await again.refusal('w', 'settings.save', { change, shown })).toBe('settings-changed');
    const used = productionConnections(here.home, box);
    expect(used).toMatchObject({ ok: true, value: { prometheus: { url: 'https://prometheus.example' } } });
    expect(JSON.stringify(used)).not.toContain('canary-of-elsewhere');
  });

  test('what was entered for another source waits until that one is saved', async () => {
    const { box, asked } = withMain('gnome_libsecret', { 'prometheus.token': CANARY, 'slack.token': CANARY });
    const here = new QuietEngine({ secrets: box });
    await save(here, prometheus('https://prometheus.example'));
    expect(asked).toMatchObject([{ entered: ['prometheus.token'], found: {}, forget: [] }]);
    expect(filed(here)).not.toContain(CANARY);
  });

  test('a source that is removed has its secret forgotten', async () => {
    const { box, asked } = withMain('gnome_libsecret', { 'prometheus.token': CANARY });
    const here = new QuietEngine({ secrets: box });
    await save(here, prometheus('https://prometheus.example'));
    await save(here, { source: 'prometheus', settings: null });
    expect(asked.at(-1)).toMatchObject({ forget: ['prometheus.token'] });
    expect((await read(here)).sections).toEqual({});
  });

  test('the copy of a source that was removed holds no secret of it', async () => {
    const here = new QuietEngine({ secrets: withMain('gnome_libsecret').box });
    write(here);
    await save(here, { source: 'prometheus', settings: null });
    const copy = readFileSync(join(here.home, 'connections.json.bak'), 'utf8');
    expect(copy).toContain('https://prometheus.example');
    expect(filed(here) + copy).not.toContain(CANARY);
  });

  test('a channel that was renamed is not saved without its address', async () => {
    const { box, asked } = withMain('gnome_libsecret', { 'webhooks.urls.company': 'https://hooks.example/1' });
    const here = new QuietEngine({ secrets: box });
    const channel = (name: string): SectionChange => ({
      source: 'webhooks',
      settings: { urls: { [name]: { secret: `webhooks.urls.${name}` } } },
    });
    await save(here, channel('company'));
    const { shown } = await read(here);
    expect(await here.refusal('w', 'settings.save', { change: channel('everyone'), shown })).toBe('secret-missing');
    expect(asked).toHaveLength(1);
    expect(filed(here)).toContain('webhooks.urls.company');
  });

  test('two saves at once: the second is told that the settings have changed', async () => {
    const here = new QuietEngine();
    write(here);
    const { shown } = await read(here);
    const ask = (url: string) => here.refusal('w', 'settings.save', { change: prometheus(url), shown });
    const answers = await Promise.all([ask('https://prometheus.example/one'), ask('https://prometheus.example/two')]);
    expect(answers).toEqual(['accepted', 'settings-changed']);
    expect(filed(here)).toContain('https://prometheus.example/one');
  });

  test('a source names no secret but its own', async () => {
    const here = new QuietEngine();
    const change = { source: 'prometheus', settings: { url: 'https://p.example', token: { secret: 'slack.token' } } };
    expect(await here.refusal('w', 'settings.save', { change, shown: (await read(here)).shown })).toBe('bad-input');
    expect(await here.refusal('w', 'settings.test', { test: 't', change })).toBe('bad-input');
  });

  test('a rehearsal that is opened first is no way around signing in, for a test neither', async () => {
    const here = new QuietEngine({ secrets: withMain('gnome_libsecret').box });
    write(here);
    await here.make({ kind: 'production' });
    const { shown } = await read(here);
    const change = prometheus('https://prometheus.example');
    expect(await here.refusal('w', 'settings.test', { test: 't', change })).toBe('not-signed-in');
    await here.make();
    await here.call('w', 'identity.sign-in', { person: 'j-ito' as never, passphrase });
    expect(await here.refusal('w', 'settings.save', { change, shown })).toBe('not-signed-in');
    expect(await here.refusal('w', 'settings.test', { test: 't', change })).toBe('not-signed-in');
  });

  test('secrets that come without a save are told once, by name', () => {
    const { box } = withMain('gnome_libsecret');
    const heard: (readonly string[])[] = [];
    box.onChange = (names) => heard.push(names);
    const facts = { backend: null, trouble: null, secrets: [] };
    for (const kept of [{ 'loki.token': CANARY }, { 'loki.token': CANARY }])
      box.hear({ kind: 'secrets', kept, entered: {}, facts });
    expect(heard).toEqual([['loki.token']]);
  });

  test('a secret itself is never taken by a call', async () => {
    const here = new QuietEngine();
    const change = { source: 'prometheus', settings: { url: 'https://prometheus.example', token: CANARY } };
    expect(await here.refusal('w', 'settings.save', { change, shown: (await read(here)).shown })).toBe('bad-input');
    expect(existsSync(join(here.home, 'connections.json'))).toBe(false);
  });

  test('what somebody else changed meanwhile is not overwritten, and a wall saves nothing', async () => {
    const here = new QuietEngine();
    const { shown } = await read(here);
    write(here);
    const change = prometheus('https://other.example');
    expect(await here.refusal('w', 'settings.save', { change, shown })).toBe('settings-changed');
    const wall = await here.envelope('wall', 'settings.read', {}, false);
    expect(wall).toMatchObject({ ok: false, trouble: { code: 'wall' } });
  });

  test('a file that others may read is refused with the command that mends it', async () => {
    const here = new QuietEngine();
    writeFileSync(join(here.home, 'connections.json'), JSON.stringify(old), { mode: 0o644 });
    expect((await read(here)).trouble?.hint).toContain('chmod 600');
  });

  test('with a production launch open only who is signed in saves; it is noted in the log without secrets', async () => {
    const { box } = withMain('gnome_libsecret', { 'prometheus.token': CANARY });
    const here = new QuietEngine({ secrets: box });
    await here.make({ kind: 'production' });
    const change = prometheus('https://prometheus.example');
    const { shown } = await read(here);
    expect(await here.refusal('w', 'settings.save', { change, shown })).toBe('not-signed-in');
    await here.call('w', 'identity.sign-in', { person: 'j-ito' as never, passphrase });
    const saved = await here.call('w', 'settings.save', { change, shown });
    expect(saved.said).toContain('The open launch connects anew.');
    const events = JSON.stringify(await here.call('w', 'launch.history', { limit: 100 }));
    expect(events).toContain('The connections of this console were changed: Prometheus (set up)');
    expect(events).not.toContain(CANARY);
  });

  test('a source whose token is not on this console says so itself; the others are reached', async () => {
    const { productionConnections } = await import('#engine/production-connections.ts');
    const here = new QuietEngine();
    write(here, { ...old, prometheus: { url: 'https://p.example', token: { secret: 'prometheus.token' } } });
    const found = productionConnections(here.home, new SecretBox());
    if (!found.ok) throw new Error(found.error.message);
    expect(found.value?.prometheus.lacks).toMatchObject({
      cause: 'unauthenticated',
      message: "Prometheus can't be asked: its token (prometheus.token) is not on this console.",
    });
    expect(found.value?.flags.lacks).toBeUndefined();
  });

  test('with a cluster alone a launch has its cluster; metrics and flags say that they are not set up', async () => {
    const { productionConnections } = await import('#engine/production-connections.ts');
    const { createPrometheus } = await import('#engine/adapters/prometheus/prometheus.ts');
    const here = new QuietEngine();
    const { kubeconfig, context, namespace } = old;
    write(here, { kubeconfig, context, namespace });
    const found = productionConnections(here.home, new SecretBox());
    if (!found.ok || found.value === null) throw new Error('no connections');
    const metrics = createPrometheus(found.value.prometheus);
    const answer = await metrics.instant('vector(1)', Date.now());
    expect(answer).toMatchObject({ ok: false, error: { message: expect.stringContaining("isn't set up") } });
    await metrics.close();
  });
});
