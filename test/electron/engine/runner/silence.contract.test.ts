import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createAlertmanager } from '#engine/adapters/alertmanager/alertmanager.ts';
import { createSilences } from '#engine/adapters/alertmanager/silences.ts';
import type { Outside } from '#engine/adapters/outside.ts';
import { createRules } from '#engine/adapters/prometheus/rules.ts';
import { liftSilence, markOf, placeSilence } from '#engine/runner/silence.ts';
import { createSilenceWatch } from '#engine/watch/silences.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import type { SilenceEntry } from '#shared/domain/silence/state.ts';
import { alerting, startAlerting } from '#test/servers/alerting.ts';
import { commander, madeLaunch } from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';
import { startHttpProxy } from '../adapters/support/http-proxy.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { value } from '../adapters/support/run-context.ts';
import { clockOf, watched } from '../watch/support/watched-launch.ts';

type Server = {
  readonly prometheusUrl: string;
  readonly alertmanagerUrl: string;
  readonly caFile?: string;
  /** An alert that fires there, and that no criterion reads. */
  readonly alert: string;
  stop(): Promise<void>;
};
const slow = { timeout: 60_000 };
const settled = { timeout: 40_000, interval: 300 };

async function realServers(programs: NonNullable<typeof alerting>): Promise<Server> {
  const servers = await startAlerting(programs);
  return { ...servers, alert: 'DiskFilling' };
}
async function rehearsalServers(): Promise<Server> {
  const rehearsal = await openRehearsal();
  const { prometheusUrl, alertmanagerUrl, caFile } = rehearsal.addresses;
  rehearsal.faults.inject({ scenario: 'firing-alert', alert: 'CacheWarming', severity: 'warning' });
  return { prometheusUrl, alertmanagerUrl, caFile, alert: 'CacheWarming', stop: () => rehearsal.stop() };
}

const programs = alerting;
const kinds: readonly (readonly [string, (() => Promise<Server>) | null])[] = [
  ['a real Alertmanager', programs === null ? null : () => realServers(programs)],
  ['the rehearsal', rehearsalServers],
];

describe.each(kinds)('silences of %s', (_name, start) => {
  if (start === null) {
    test.skip('need prometheus and prometheus-alertmanager, not installed here (Debian packages)');
    return;
  }
  let server: Server;
  let outside: Pick<Outside, 'silences' | 'rules'> & { silences: NonNullable<Outside['silences']> };
  const closing: (() => Promise<unknown>)[] = [];
  const at = () => ({ url: server.alertmanagerUrl, ...(server.caFile === undefined ? {} : { caFile: server.caFile }) });
  beforeAll(async () => {
    server = await start();
    const silences = createSilences(at());
    const rules = createRules({ ...at(), url: server.prometheusUrl });
    outside = { silences, rules };
    closing.push(
      () => silences.close(),
      () => rules.close(),
    );
  }, 60_000);
  afterEach(async () => {
    for (const mark of used.splice(0)) {
      const found = value(await outside.silences.find(mark));
      if (found !== null) await outside.silences.lift(found.id);
    }
  });
  afterAll(async () => {
    for (const close of closing) await close();
    await server?.stop();
  });

  const used: string[] = [];
  const entryOf = (story: Story): SilenceEntry => {
    const entry = story.state.silences.silences.at(-1);
    if (entry === undefined) throw new Error('there is no silence');
    return entry;
  };
  let launches = 0;
  /** A launch of now in which the commander has asked for a silence. */
  function asked(alert = server.alert): Story {
    const story = madeLaunch();
    story.now = Date.now();
    launches += 1;
    const { launch } = story.state;
    // Launches share the servers, so each has a mark of its own.
    if (launch !== null) story.state = { ...story.state, launch: { ...launch, id: `launch-${launches}` as never } };
    const matchers = [{ name: 'alertname', value: alert }];
    story.does(commander, { type: 'silence.place', alert, matchers, endsAt: story.now + 30 * MINUTE, reason: 'noise' });
    used.push(markOf(story.state, entryOf(story)));
    return story;
  }
  const parts = (story: Story, silences = outside.silences) => ({
    ...{ outside: { ...outside, silences }, state: story.state, now: () => story.now },
  });
  const carry = async (story: Story, run: typeof placeSilence, silences = outside.silences) => {
    const told = await run(parts(story, silences), entryOf(story), AbortSignal.timeout(30_000));
    if (told !== null) story.does(null, told);
    return told;
  };
  const suppressed = async () => {
    const alerts = createAlertmanager(at());
    const firing = value(await alerts.firing([`alertname="${server.alert}"`]));
    await alerts.close();
    return firing.map(({ isSuppressed }) => isSuppressed);
  };

  test('one is placed by name and read back; the alert is held back until it is lifted', slow, async () => {
    await expect.poll(suppressed, settled).toEqual([false]);
    const story = asked();
    expect(await carry(story, placeSilence)).toMatchObject({ type: 'silence.confirm' });
    expect(entryOf(story)).toMatchObject({ standing: 'active', reference: expect.stringMatching(/^[0-9a-f-]{36}$/) });
    await expect.poll(suppressed, settled).toEqual([true]);
    story.does(commander, { type: 'silence.lift', silence: entryOf(story).id });
    expect(await carry(story, liftSilence)).toMatchObject({ type: 'silence.end', why: 'lifted' });
    await expect.poll(suppressed, settled).toEqual([false]);
  });

  test('one that somebody ended there is over here too', slow, async () => {
    const story = asked();
    await carry(story, placeSilence);
    const { reference } = entryOf(story);
    value(await outside.silences.lift(reference ?? ''));
    const told: EngineCommand[] = [];
    const { with_ } = watched(
      story,
      {},
      { clock: clockOf(story), outside: outside as never, tell: (one) => told.push(one) },
    );
    await createSilenceWatch(with_)();
    expect(told).toEqual([{ type: 'silence.end', silence: entryOf(story).id, why: 'elsewhere' }]);
  });

  test('one whose answer was lost, and that is not there after half a minute, was not placed', slow, async () => {
    const story = asked();
    const { id: silence } = entryOf(story);
    story.does(null, { type: 'silence.lose', silence, trouble: 'the answer was lost' });
    const told: EngineCommand[] = [];
    const look = createSilenceWatch(
      watched(story, {}, { clock: clockOf(story), outside: outside as never, tell: (one) => told.push(one) }).with_,
    );
    await look();
    expect(told).toEqual([]);
    story.after(31_000);
    await look();
    expect(told).toEqual([{ type: 'silence.fail', silence, trouble: expect.stringContaining('place it again') }]);
  });

  test('an Alertmanager that can not be reached is said, and nothing is placed', slow, async () => {
    const away = createSilences({ url: 'http://127.0.0.1:9' });
    const story = asked();
    expect(await carry(story, placeSilence, away)).toMatchObject({
      type: 'silence.fail',
      trouble: expect.stringContaining('nothing listens there'),
    });
    expect(entryOf(story).standing).toBe('failed');
    await away.close();
  });

  test('what Alertmanager refuses is told in its own words', slow, async () => {
    const { now } = asked();
    const placed = await outside.silences.place({
      ...{ mark: 'mark', matchers: [], startsAt: now, endsAt: now + MINUTE, by: 'J. Ito', reason: 'noise' },
    });
    expect(placed).toMatchObject({
      ok: false,
      error: { cause: 'invalid', message: expect.stringMatching(/\((400|422)\)/) },
    });
  });
});

describe('an answer that is lost on the way', () => {
  if (programs === null) {
    test.skip('needs prometheus-alertmanager, not installed here (Debian package)');
    return;
  }
  let servers: Awaited<ReturnType<typeof startAlerting>>;
  let proxy: Awaited<ReturnType<typeof startHttpProxy>>;
  let outside: { silences: ReturnType<typeof createSilences>; rules: ReturnType<typeof createRules> };
  beforeAll(async () => {
    servers = await startAlerting(programs);
    proxy = await startHttpProxy(servers.alertmanagerUrl);
    outside = { silences: createSilences({ url: proxy.url }), rules: createRules({ url: servers.prometheusUrl }) };
  }, 60_000);
  afterAll(async () => {
    await outside?.silences.close();
    await outside?.rules.close();
    await proxy?.stop();
    await servers?.stop();
  });
  const posts = () => proxy.heard.filter((line) => line.startsWith('POST')).length;
  const inAlertmanager = async (): Promise<readonly { comment: string; status: { state: string } }[]> =>
    (await fetch(`${servers.alertmanagerUrl}/api/v2/silences`)).json() as never;

  function story(alert: string): Story {
    const made = madeLaunch();
    made.now = Date.now();
    const matchers = [{ name: 'alertname', value: alert }];
    made.does(commander, { type: 'silence.place', alert, matchers, endsAt: made.now + 30 * MINUTE, reason: alert });
    const { launch } = made.state;
    if (launch !== null) made.state = { ...made.state, launch: { ...launch, id: `launch-${alert}` as never } };
    return made;
  }
  const run = (made: Story, how: typeof placeSilence) => {
    const entry = made.state.silences.silences.at(-1);
    if (entry === undefined) throw new Error('there is no silence');
    return how({ outside, state: made.state, now: () => made.now }, entry, AbortSignal.timeout(50_000));
  };

  test('is looked for by our mark, and the silence is never asked for twice', slow, async () => {
    const before = posts();
    proxy.next('lose-answer');
    expect(await run(story('LostAnswer'), placeSilence)).toMatchObject({ type: 'silence.confirm' });
    expect(posts() - before).toBe(1);
    const ours = (await inAlertmanager()).filter(({ comment }) => comment.startsWith('LostAnswer'));
    expect(ours).toMatchObject([{ status: { state: 'active' } }]);
  });

  test('of a request that never got there leaves it unknown: a person says what becomes of it', slow, async () => {
    const before = posts();
    proxy.next('lose-request');
    const made = story('LostRequest');
    const told = await run(made, placeSilence);
    expect(told).toMatchObject({ type: 'silence.lose', trouble: expect.stringContaining('may or may not') });
    expect(posts() - before).toBe(1);
    if (told !== null) made.does(null, told);
    made.does(commander, { type: 'silence.lift', silence: made.state.silences.silences.at(-1)?.id ?? ('' as never) });
    expect(await run(made, liftSilence)).toMatchObject({ type: 'silence.end' });
  });

  test('of a lift is looked at: lifted is lifted', slow, async () => {
    const made = story('LostLift');
    const placed = await run(made, placeSilence);
    if (placed !== null) made.does(null, placed);
    made.does(commander, { type: 'silence.lift', silence: made.state.silences.silences.at(-1)?.id ?? ('' as never) });
    proxy.next('lose-answer');
    expect(await run(made, liftSilence)).toMatchObject({ type: 'silence.end', why: 'lifted' });
    const ours = (await inAlertmanager()).filter(({ comment }) => comment.startsWith('LostLift'));
    expect(ours).toMatchObject([{ status: { state: 'expired' } }]);
  });
});

describe('in the rehearsal', () => {
  test('an alert on the error rate stays loud: the metric that it reads decides about a rollback', slow, async () => {
    const rehearsal = await openRehearsal();
    const { prometheusUrl, alertmanagerUrl, caFile } = rehearsal.addresses;
    const silences = createSilences({ url: alertmanagerUrl, caFile });
    const rules = createRules({ url: prometheusUrl, caFile });
    const made = madeLaunch();
    const matchers = [{ name: 'alertname', value: 'HighErrorRate' }];
    const endsAt = made.now + MINUTE;
    made.does(commander, { type: 'silence.place', alert: 'HighErrorRate', matchers, endsAt, reason: 'noise' });
    const entry = made.state.silences.silences.at(-1);
    if (entry === undefined) throw new Error('there is no silence');
    const parts = { outside: { silences, rules }, state: made.state, now: () => made.now };
    expect(await placeSilence(parts, entry, AbortSignal.timeout(20_000))).toMatchObject({
      type: 'silence.fail',
      trouble: expect.stringContaining('http_requests_total'),
    });
    expect(value(await silences.find(markOf(made.state, entry)))).toBeNull();
    await silences.close();
    await rules.close();
    await rehearsal.stop();
  });
});
