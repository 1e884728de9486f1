import { afterEach, beforeEach, expect, test } from 'vitest';
import { createLoki } from '#engine/adapters/loki/loki.ts';
import { type Loki, startLoki } from '#test/servers/loki.ts';
import { hearLogs } from './support/heard-logs.ts';

const labels = { namespace: 'prod', app: 'api-gateway', pod: 'api-gateway-canary-1' };
let loki: Loki;
beforeEach(async () => {
  loki = await startLoki();
});
afterEach(() => loki.stop());

test('a pod whose clock is a minute ahead does not take the others their lines after a break', async () => {
  const logs = hearLogs(createLoki({ url: loki.url }, 'prod'), ['api-gateway']);
  await expect.poll(loki.tails, { timeout: 10_000 }).toBe(1);
  loki.push({ ...labels, pod: 'ahead' }, 'of a minute from now', Date.now() + 60_000);
  await expect.poll(logs.texts, { timeout: 10_000 }).toContain('of a minute from now');
  loki.cutTails();
  await expect.poll(loki.tails, { timeout: 10_000 }).toBe(0);
  loki.push(labels, 'ERROR in the break', Date.now());
  await expect.poll(loki.tails, { timeout: 10_000 }).toBe(1);
  await expect.poll(logs.texts, { timeout: 5_000 }).toContain('ERROR in the break');
  const told = logs.texts();
  await logs.stop();
  expect(told.filter((text) => text === 'ERROR in the break')).toHaveLength(1);
  expect(told.filter((text) => text === 'of a minute from now')).toHaveLength(1);
});
