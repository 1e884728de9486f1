import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followedKinds, followedNames } from '#engine/adapters/kubernetes/feed/followed-kinds.ts';
import { SecretBox } from '#engine/settings/secret-box.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import type { TestResult } from '#shared/contract/settings-facts.ts';
import type { SectionChange } from '#shared/settings/sections.ts';
import { alerting, startAlerting } from '#test/servers/alerting.ts';
import { kubeconfigThatRuns } from '#test/support/kubeconfig-that-runs.ts';
import { QuietEngine } from '#test/support/quiet-engine.ts';
import { startHttpServer } from '../adapters/support/http-server.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';

const TOKEN = 'canary-31aa07-token';

/** An engine that was told these secrets as entered, not saved. */
function withEntered(entered: Record<string, string>): QuietEngine {
  const box = new SecretBox();
  box.hear({ kind: 'secrets', kept: {}, entered, facts: { backend: null, trouble: null, secrets: [] } });
  return new QuietEngine({ secrets: box });
}
const run = (here: QuietEngine, change: SectionChange): Promise<TestResult> =>
  here.call('w', 'settings.test', { test: 't', change });
const line = (result: TestResult, what: string) => result.lines.find((one) => one.what === what);
const words = (result: TestResult): string => result.lines.map(({ what, text }) => `${what}: ${text}`).join('\n');

describe('a test of a source', { timeout: 60_000 }, () => {
  let rehearsal: Rehearsal;
  beforeAll(async () => {
    rehearsal = await openRehearsal();
  }, 60_000);
  afterAll(() => rehearsal?.stop());

  test('says which cluster was reached, as whom, with which rights, and that it is one to rehearse on', async () => {
    const { kubeconfig, context, namespace } = rehearsal.addresses;
    const change: SectionChange = { source: 'cluster', settings: { kubeconfig, context, namespace } };
    const here = new QuietEngine();
    const result = await run(here, change);
    expect(line(result, 'Reached')?.text).toContain(`context ${context}, namespace ${namespace}`);
    expect(line(result, 'As')?.tone).toBe('good');
    expect(line(result, 'Identity')?.text).toMatch(/UID \S{8,}/);
    expect(line(result, 'Kind')).toMatchObject({ tone: 'act', text: expect.stringContaining('rehearsal') });
    expect(line(result, 'To take steps')?.tone).toBe('good');
    expect(line(result, 'Clock')?.tone).toBe('good');
    rehearsal.faults.inject({ scenario: 'forbidden', verb: 'patch', resource: 'deployments' });
    const refused = await run(here, change);
    rehearsal.faults.clear();
    expect(line(refused, 'To take steps')).toMatchObject({
      tone: 'act',
      text: expect.stringContaining('may not patch deployments.apps'),
    });
    expect(refused.tookMs).toBeGreaterThan(0);
  });

  test('misses each right that the feed of a cluster needs, and says what the screens will lack', async () => {
    const { kubeconfig, context, namespace } = rehearsal.addresses;
    const change: SectionChange = { source: 'cluster', settings: { kubeconfig, context, namespace } };
    const here = new QuietEngine();
    expect(line(await run(here, change), 'To watch')).toMatchObject({ tone: 'good' });
    const places = followedNames.map((kind) => followedKinds[kind]);
    const all = places.flatMap(({ group, plural }) =>
      ['list', 'watch'].map((verb) => ({ verb, group, resource: plural })),
    );
    for (const { verb, group, resource } of [...all, { verb: 'get', group: '', resource: 'pods/log' }]) {
      rehearsal.faults.inject({ scenario: 'forbidden', verb, resource });
      const told = line(await run(here, change), 'To watch');
      rehearsal.faults.clear();
      const right = `${verb} ${resource}${group === '' ? '' : `.${group}`}`;
      expect(told, right).toMatchObject({ tone: 'act', text: expect.stringMatching(`may not ${right} \\(.+\\) in `) });
    }
    for (const resource of ['events', 'virtualservices'])
      rehearsal.faults.inject({ scenario: 'forbidden', verb: 'watch', resource });
    const told = line(await run(here, change), 'To watch');
    rehearsal.faults.clear();
    expect(told?.text).toContain('watch events (the cluster’s warnings about a service); watch virtualservices.');
  });

  test('tells of each namespace that is watched besides whether it can be watched', async () => {
    const { kubeconfig, context, namespace } = rehearsal.addresses;
    const alsoWatched = [
      { title: 'Vector', namespace: 'vector' },
      { title: 'Edge', kubeconfig: '/nowhere', context: 'edge', namespace: 'edge' },
    ];
    const change: SectionChange = { source: 'cluster', settings: { kubeconfig, context, namespace, alsoWatched } };
    const here = new QuietEngine();
    const result = await run(here, change);
    expect(line(result, 'To watch Vector')).toEqual({
      ...{ tone: 'good', what: 'To watch Vector', text: `has all 6 rights it needs in vector of ${context}` },
    });
    expect(line(result, 'To watch Edge')).toMatchObject({ tone: 'act', text: expect.stringContaining('/nowhere') });
    rehearsal.faults.inject({ scenario: 'forbidden', verb: 'watch', resource: 'replicasets' });
    const refused = await run(here, change);
    rehearsal.faults.clear();
    expect(line(refused, 'To watch Vector')).toMatchObject({
      tone: 'act',
      text: expect.stringContaining(`may not watch replicasets.apps (services and their pods, screen 1) in vector`),
    });
  });

  test('runs a program that was allowed by its name for no other kubeconfig before that is saved', async () => {
    const { kubeconfig, context, namespace } = rehearsal.addresses;
    const folder = mkdtempSync(join(tmpdir(), 'tminus-besides-'));
    const [ran, other] = [join(folder, 'ran'), join(folder, 'other')];
    kubeconfigThatRuns(other, `touch '${ran}'`);
    const saved = { kubeconfig, context, namespace, allowedExecPlugins: ['sh'] };
    const settings = { ...saved, alsoWatched: [{ title: 'Edge', kubeconfig: other, context: 'x', namespace: 'edge' }] };
    const tested = async (file: object): Promise<string | undefined> => {
      const here = new QuietEngine();
      writeFileSync(join(here.home, 'connections.json'), JSON.stringify(file), { mode: 0o600 });
      return line(await run(here, { source: 'cluster', settings }), 'To watch Edge')?.text;
    };
    expect(await tested(saved)).toContain('it runs the program sh');
    expect(existsSync(ran)).toBe(false);
    await tested(settings);
    expect(existsSync(ran)).toBe(true);
    rmSync(folder, { recursive: true });
  });

  test('says why a kubeconfig is not taken, before anything is asked', async () => {
    const result = await run(new QuietEngine(), {
      source: 'cluster',
      settings: { kubeconfig: '/nowhere', context: 'c', namespace: 'n' },
    });
    expect(result).toMatchObject({ tone: 'act', lines: [{ what: 'Kubeconfig' }] });
    expect(words(result)).toContain("/nowhere was refused: it can't be read");
  });

  test.each([
    { source: 'prometheus', settings: { url: 'https://127.0.0.1:9', caFile: '/nowhere/ca.pem' } },
    { source: 'loki', settings: { url: 'https://127.0.0.1:9', caFile: '/nowhere/ca.pem' } },
  ] satisfies SectionChange[])('says which CA file of $source is missing', async (change) => {
    const result = await run(new QuietEngine(), change);
    expect(result.tone).toBe('act');
    expect(words(result)).toContain("A CA file of the connection settings can't be read: /nowhere/ca.pem.");
  });

  test('uses a token that was entered and is not saved yet, and never says it', async () => {
    const { unleashUrl, unleashToken, caFile } = rehearsal.addresses;
    const change: SectionChange = {
      source: 'flags',
      settings: {
        ...{ service: 'unleash', url: unleashUrl, token: { secret: 'flags.token' } },
        ...{ project: 'default', caFile },
      },
    };
    const good = await run(withEntered({ 'flags.token': unleashToken }), change);
    expect(line(good, 'Reached')?.tone).toBe('good');
    expect(line(good, 'Environments')?.text).toContain('production');
    expect(JSON.stringify(good)).not.toContain(unleashToken);
    const bad = await run(withEntered({ 'flags.token': TOKEN }), change);
    expect(line(bad, 'Reached')).toMatchObject({ tone: 'act', text: expect.stringContaining('401') });
    expect(JSON.stringify(bad)).not.toContain(TOKEN);
    const none = await run(new QuietEngine(), change);
    expect(line(none, 'Reached')?.text).toContain('is not on this console');
  });

  test('signs in to Slack and posts nothing', async () => {
    const { slackUrl, slackToken, caFile } = rehearsal.addresses;
    const change: SectionChange = {
      source: 'slack',
      settings: { url: slackUrl, token: { secret: 'slack.token' }, caFile },
    };
    const result = await run(withEntered({ 'slack.token': slackToken }), change);
    expect(line(result, 'Reached')).toMatchObject({ tone: 'good', text: 'team Rehearsal as tminus' });
    const refused = await run(withEntered({ 'slack.token': TOKEN }), change);
    expect(refused.tone).toBe('act');
  });

  test('names the scopes that a Slack token lacks', async () => {
    const server = await startHttpServer({
      status: 200,
      body: '{"ok":true,"team":"Acme","user":"launch-bot"}',
      headers: { 'x-oauth-scopes': 'channels:read,users:read' },
    });
    const result = await run(withEntered({ 'slack.token': TOKEN }), {
      source: 'slack',
      settings: { url: `${server.url}/api/`, token: { secret: 'slack.token' } },
    });
    await server.stop();
    expect(line(result, 'Scopes')).toMatchObject({ tone: 'act', text: expect.stringContaining('chat:write') });
    expect(line(result, 'Looks back')?.tone).toBe('watch');
  });

  test('looks whether a webhook answers, and neither sends nor shows its address', async () => {
    const server = await startHttpServer({ status: 405, body: '' });
    const secret = `${server.url}/hooks/${TOKEN}`;
    const result = await run(withEntered({ 'webhooks.urls.war-room': secret }), {
      source: 'webhooks',
      settings: { urls: { 'war-room': { secret: 'webhooks.urls.war-room' } } },
    });
    await server.stop();
    expect(result.lines).toMatchObject([{ tone: 'good', what: 'war-room' }]);
    expect(server.heard.map(({ method }) => method)).toEqual(['HEAD']);
    expect(JSON.stringify(result)).not.toContain(TOKEN);
  });

  test('reads the status page and asks the monitors', async () => {
    const { statusPageUrl, publicUrl, caFile } = rehearsal.addresses;
    const here = new QuietEngine();
    const monitors = [
      { title: 'Front door', url: publicUrl },
      { title: 'Metadata', url: 'http://169.254.169.254/latest' },
    ];
    const seen = await run(here, { source: 'monitors', settings: { monitors, caFile } });
    expect(line(seen, 'Front door')).toMatchObject({ tone: 'good', text: expect.stringMatching(/^answered 200 in/) });
    expect(line(seen, 'Metadata')).toMatchObject({ tone: 'act', text: expect.stringContaining('never asked') });
    const page = await run(here, { source: 'statusPage', settings: { url: statusPageUrl } });
    expect(page.lines[0]?.text).toMatch(/certificate/);
  });

  test('is stopped by a person, and ends by itself when nothing answers', async () => {
    const here = new QuietEngine();
    const server = await startHttpServer('hang');
    const going = run(here, { source: 'prometheus', settings: { url: server.url } });
    await expect
      .poll(async () => (await here.call('w', 'settings.stop-test', { test: 't' })).stopped, { timeout: 20_000 })
      .toBe(true);
    expect(words(await going)).toContain('Cancelled');
    await server.stop();
  });

  test.skipIf(alerting === null)('says what Prometheus and Alertmanager of Debian are and hold', async () => {
    if (alerting === null) return;
    const servers = await startAlerting(alerting);
    const here = new QuietEngine();
    try {
      const metrics = await run(here, { source: 'prometheus', settings: { url: servers.prometheusUrl } });
      expect(line(metrics, 'Version')).toMatchObject({ tone: 'good', text: expect.stringMatching(/^\d+\.\d+/) });
      expect(line(metrics, 'Keeps')?.text).toMatch(/^samples for \d+d/);
      expect(line(metrics, 'Clock')?.tone).toBe('good');
      const alerts = await run(here, { source: 'alertmanager', settings: { url: servers.alertmanagerUrl } });
      expect(line(alerts, 'Version')?.text).toMatch(/^\d+\.\d+/);
      expect(line(alerts, 'Silences')).toMatchObject({ tone: 'good' });
      const made = await fetch(`${servers.alertmanagerUrl}/api/v2/silences`).then((answer) => answer.json());
      expect(made).toEqual([]);
    } finally {
      await servers.stop();
    }
  });
});
