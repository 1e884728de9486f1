import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAlertmanager } from '#engine/adapters/alertmanager/alertmanager.ts';
import type { Feeds } from '#engine/adapters/feeds.ts';
import { createPrometheus } from '#engine/adapters/prometheus/prometheus.ts';
import { type Reply, startHttpServer } from '../adapters/support/http-server.ts';
import { lookAt } from './support/look-at.ts';

type Server = Awaited<ReturnType<typeof startHttpServer>>;
let silent: Server;
beforeEach(async () => {
  silent = await startHttpServer({ status: 200, body: '[]' });
});
afterEach(() => silent.stop());

async function seenBeside(prometheus: Reply, matcher = 'severity="critical"') {
  const server = await startHttpServer(prometheus);
  const metrics = createPrometheus({ url: server.url });
  const alerts = createAlertmanager({ url: silent.url });
  // Only these two are asked.
  const feeds = { metrics, alerts } as unknown as Feeds;
  const seen = await lookAt({ kind: 'alertmanager', matchers: [matcher] }, { feeds });
  await Promise.all([metrics.close(), alerts.close(), server.stop()]);
  return seen;
}
const answer = (more: object): Reply => ({
  status: 200,
  body: JSON.stringify({ status: 'success', data: { resultType: 'vector', result: [] }, ...more }),
});

test('an Alertmanager that knows of none is believed only where Prometheus answers, in full, that none fires', async () => {
  expect(await seenBeside(answer({}))).toMatchObject({ verdict: 'good' });
  const dead = await seenBeside({ status: 503, body: 'no' });
  expect(dead).toMatchObject({ verdict: 'unknown', text: expect.stringContaining('nobody knows whether it is told') });
  const partial = await seenBeside(answer({ warnings: ['store-2 did not answer'] }));
  expect(partial).toMatchObject({ verdict: 'unknown', text: expect.stringContaining('store-2 did not answer') });
  expect((await seenBeside(answer({}), '"team.name"="a"')).verdict).toBe('unknown');
});
