import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SecretBox } from '#engine/settings/secret-box.ts';
import { filesWith } from '#test/support/canaries.ts';
import { passphrase, QuietEngine } from '#test/support/quiet-engine.ts';

const names = [
  ...['prometheus.token', 'alertmanager.token', 'loki.token', 'flags.token', 'slack.token'],
  ...['webhooks.urls.company', 'webhooks.defaultUrl'],
];
const canary = (name: string): string =>
  name.startsWith('webhooks.') ? `http://127.0.0.1:9/canary-${name}` : `canary-8d20f1-${name}`;
const ref = (name: string) => ({ secret: name });
const file = {
  ...{ kubeconfig: '/nowhere/kubeconfig', context: 'prod-eu', namespace: 'media-gateway' },
  prometheus: { url: 'http://127.0.0.1:9', token: ref('prometheus.token') },
  alertmanager: { url: 'http://127.0.0.1:9', token: ref('alertmanager.token') },
  loki: { url: 'http://127.0.0.1:9', token: ref('loki.token') },
  flags: { service: 'unleash', url: 'http://127.0.0.1:9', token: ref('flags.token'), project: 'default' },
  slack: { url: 'http://127.0.0.1:9/api/', token: ref('slack.token') },
  webhooks: { urls: { company: ref('webhooks.urls.company') }, defaultUrl: ref('webhooks.defaultUrl') },
  monitors: [],
};

test('with a canary in every secret, none comes back in an answer, a push, the log, a paper or any file (C4, C5)', async () => {
  const kept = Object.fromEntries(names.map((name) => [name, canary(name)]));
  const facts = { backend: 'gnome_libsecret', trouble: null, secrets: [] };
  const box = new SecretBox();
  box.hear({ kind: 'secrets', kept, entered: {}, facts });
  const here = new QuietEngine({ secrets: box });
  mkdirSync(here.home, { recursive: true });
  writeFileSync(join(here.home, 'connections.json'), JSON.stringify(file), { mode: 0o600 });
  const answers: unknown[] = [];
  const hear = async (...asked: Parameters<QuietEngine['envelope']>) => answers.push(await here.envelope(...asked));

  await here.make({ kind: 'production' });
  await here.call('w', 'identity.sign-in', { person: 'j-ito' as never, passphrase });
  await hear('w', 'settings.read', {});
  const { sections, shown } = await here.call('w', 'settings.read', {});
  for (const source of ['prometheus', 'alertmanager', 'loki', 'flags', 'slack', 'webhooks'] as const)
    await hear('w', 'settings.test', { test: source, change: { source, settings: sections[source] } });
  await hear('w', 'settings.save', {
    change: { source: 'prometheus', settings: { ...sections.prometheus, url: 'http://127.0.0.1:10' } },
    shown,
  });
  await hear('w', 'launch.dispatch', { command: { type: 'note.write', kind: 'note', text: 'settings were changed' } });
  await hear('w', 'paper.write', {});
  await hear('w', 'launch.snapshot', {});
  await hear('w', 'launch.history', { limit: 1000 });
  await hear('w', 'observations.history', {});
  await hear('w', 'log.verify', {});
  // A word of Prometheus' own that repeats what it was asked with is told without it.
  const said = JSON.stringify([answers, here.pushes]);
  expect(answers.length).toBeGreaterThan(12);
  for (const name of names) expect({ name, isSaid: said.includes(canary(name)) }).toEqual({ name, isSaid: false });
  expect(filesWith(here.home, names.map(canary))).toEqual([]);
}, 60_000);
