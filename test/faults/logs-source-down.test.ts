import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Connections, connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside } from '#engine/adapters/outside.ts';
import { realClock } from '#engine/clock.ts';
import { ObservationHub } from '#engine/watch/hub.ts';
import { watchLogs } from '#engine/watch/logs.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import { openRehearsal } from '#test/electron/engine/adapters/support/open-rehearsal.ts';
import { value } from '#test/electron/engine/adapters/support/run-context.ts';
import { watched } from '#test/electron/engine/watch/support/watched-launch.ts';
import { startLoki } from '#test/servers/loki.ts';
import { madeLaunch } from '#test/support/launch-story.ts';

const TIMEOUT = { timeout: 60_000 };
let rehearsal: Rehearsal;
let end: (() => Promise<void>) | null = null;
beforeAll(async () => {
  rehearsal = await openRehearsal();
});
afterEach(async () => {
  rehearsal.faults.clear();
  await end?.();
  end = null;
});
afterAll(() => rehearsal?.stop());

/** The log watch of a launch over real connections: how its source stands, and the lines that windows get. */
async function watch(more: Partial<Connections> = {}) {
  const settings = { ...connectionsFromRehearsal(JSON.stringify(rehearsal.addresses)), ...more };
  const outside = value(await connectOutside(settings));
  const clock = realClock();
  const hub = new ObservationHub(clock);
  const { with_, abort } = watched(madeLaunch(), {}, { clock, hub, outside, settings });
  const shown: string[] = [];
  const ended = watchLogs(with_, { onLines: (batch) => shown.push(batch.shown), onKinds: () => undefined });
  end = async () => {
    abort.abort();
    await ended;
    await outside.close();
  };
  return {
    state: () => hub.sources.one('logs')?.state,
    fault: () => hub.sources.one('logs')?.fault?.message,
    text: () => shown.join(''),
  };
}

test('the cluster dies while its logs are read: that is said, and they go on by themselves when it is back', async () => {
  const logs = await watch();
  await expect.poll(logs.state, TIMEOUT).toBe('live');
  await expect.poll(logs.text, TIMEOUT).toMatch(/^stable \S+ (INFO|ERROR) .*GET /m);
  rehearsal.faults.inject({ scenario: 'api-down', mode: 'refuse' });
  await expect.poll(logs.state, TIMEOUT).toBe('failing');
  expect(logs.fault()).toMatch(/can't be reached/);
  rehearsal.faults.clear();
  await expect.poll(logs.state, TIMEOUT).toBe('live');
  const before = logs.text().length;
  await expect.poll(() => logs.text().length, TIMEOUT).toBeGreaterThan(before);
  const lines = logs.text().match(/^.*request_id=\S+.*$/gm) ?? [];
  expect(new Set(lines).size).toBe(lines.length);
});

test('with Loki set up the logs are its alone; when it dies that is said, and it comes back', async () => {
  const loki = await startLoki();
  const labels = { namespace: rehearsal.addresses.namespace, app: 'api-gateway', pod: 'api-gateway-canary-1' };
  const logs = await watch({ loki: { url: loki.url } });
  await expect.poll(logs.state, TIMEOUT).toBe('live');
  loki.push(labels, 'ERROR from loki 1');
  await expect.poll(logs.text, TIMEOUT).toBe('canary api-gateway-canary-1 ERROR from loki 1\n');
  await loki.die();
  await expect.poll(logs.state, TIMEOUT).toBe('failing');
  loki.push(labels, 'ERROR from loki 2');
  await loki.comeBack();
  await expect.poll(logs.state, TIMEOUT).toBe('live');
  await expect.poll(logs.text, TIMEOUT).toContain('from loki 2');
  expect(logs.text().match(/\n/g)).toHaveLength(2);
  await end?.();
  end = null;
  await loki.stop();
});
