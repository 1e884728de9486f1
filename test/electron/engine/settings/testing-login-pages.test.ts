import { expect, test } from 'vitest';
import { SecretBox } from '#engine/settings/secret-box.ts';
import type { SectionChange } from '#shared/settings/sections.ts';
import { QuietEngine } from '#test/support/quiet-engine.ts';
import { type Reply, startHttpServer } from '../adapters/support/http-server.ts';

/** What a proxy in front of a service gives to whoever isn't signed in there: with 200. */
const loginPage: Reply = { status: 200, body: '<html>Sign in</html>' };

async function tested(replies: readonly Reply[], changeAt: (url: string) => SectionChange) {
  const server = await startHttpServer(...replies);
  const box = new SecretBox();
  const names = ['flags.token', 'loki.token', 'alertmanager.token', 'prometheus.token'];
  const entered = Object.fromEntries(names.map((name) => [name, 'token-of-a-test']));
  box.hear({ kind: 'secrets', kept: {}, entered, facts: { backend: null, trouble: null, secrets: [] } });
  const engine = new QuietEngine({ secrets: box });
  const { lines } = await engine.call('w', 'settings.test', { test: 't', change: changeAt(server.url) });
  await server.stop();
  return lines;
}

const flags =
  (more: { readonly service: 'unleash' | 'launchdarkly' | 'flagsmith' }) =>
  (url: string): SectionChange => {
    const common = { url, token: { secret: 'flags.token' } };
    return more.service === 'flagsmith'
      ? { source: 'flags', settings: { ...common, service: 'flagsmith', project: 7, scheme: 'Api-Key' } }
      : { source: 'flags', settings: { ...common, service: more.service, project: 'default' } };
  };
const launchDarkly = flags({ service: 'launchdarkly' });

test.each<[string, (url: string) => SectionChange]>([
  ['Unleash', flags({ service: 'unleash' })],
  ['LaunchDarkly', launchDarkly],
  ['Flagsmith', flags({ service: 'flagsmith' })],
  ['Loki', (url) => ({ source: 'loki', settings: { url, token: { secret: 'loki.token' } } })],
  ['Alertmanager', (url) => ({ source: 'alertmanager', settings: { url, token: { secret: 'alertmanager.token' } } })],
  ['Prometheus', (url) => ({ source: 'prometheus', settings: { url, token: { secret: 'prometheus.token' } } })],
])('a login page that answers as %s is none: nothing of it is good', async (_, changeAt) => {
  const lines = await tested([loginPage], changeAt);
  expect(lines[0]).toMatchObject({ what: 'Reached', tone: 'act' });
  expect(lines.filter(({ tone, what }) => tone === 'good' && what !== 'Clock')).toEqual([]);
});

test('a login page instead of the second page of environments is no end of them', async () => {
  const items = [{ key: 'staging', approvalSettings: { required: false } }];
  const first = { status: 200, body: JSON.stringify({ items, _links: { next: { href: '/next' } } }) };
  const lines = await tested([first, loginPage], launchDarkly);
  expect(lines).toMatchObject([{ what: 'Reached', tone: 'act', text: expect.stringContaining('login page') }]);
});
