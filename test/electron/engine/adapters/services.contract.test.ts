import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Connections, connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { createFlagKind } from '#engine/adapters/flags/set-flag.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { createPrometheus } from '#engine/adapters/prometheus/prometheus.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import type { FlagSpec } from '#shared/domain/operation/spec.ts';
import { openRehearsal } from './support/open-rehearsal.ts';
import { fault, never, runContext, value } from './support/run-context.ts';

const message = (id: string, channel: string, text = 'Canary at 5 %') => ({ id, channel, text });

describe('the services outside, as the rehearsal environment plays them', () => {
  let rehearsal: Rehearsal;
  let settings: Connections;
  let outside: Outside;

  beforeAll(async () => {
    rehearsal = await openRehearsal();
    settings = connectionsFromRehearsal(JSON.stringify(rehearsal.addresses));
    outside = value(await connectOutside(settings));
  });
  afterEach(() => rehearsal.faults.clear());
  afterAll(async () => {
    await outside?.close();
    await rehearsal?.stop();
  });

  describe('Prometheus', () => {
    test('an instant query answers with numbers by label', async () => {
      const answer = value(await outside.metrics.instant('vector(42)', Date.now()));
      expect(answer.series.map((one) => one.values.map(([, number]) => number))).toEqual([[42]]);
      expect(answer.warnings).toEqual([]);
    });

    test('a range has a value for each step, in milliseconds', async () => {
      const to = Math.floor(Date.now() / 1000) * 1000;
      const answer = value(await outside.metrics.range('vector(1)', to - 20_000, to, 5_000));
      expect(answer.series[0]?.values.map(([at]) => at)).toEqual([20, 15, 10, 5, 0].map((s) => to - s * 1000));
    });

    test('a query that does not parse is invalid, in the words of Prometheus', async () => {
      const told = fault(await outside.metrics.instant('sum(', Date.now()));
      expect(told).toMatchObject({ cause: 'invalid', retryable: false });
      expect(told.message).toMatch(/bad_data/);
    });

    test('when it is down it is unreachable, and can be asked again', async () => {
      rehearsal.faults.inject({ scenario: 'prometheus-down' });
      await expect.poll(async () => (await outside.metrics.instant('vector(1)', Date.now())).ok).toBe(false);
      expect(fault(await outside.metrics.instant('vector(1)', Date.now()))).toMatchObject({
        cause: 'unreachable',
        retryable: true,
      });
      rehearsal.faults.clear();
      await expect.poll(async () => (await outside.metrics.instant('vector(1)', Date.now())).ok).toBe(true);
    });

    test('without its CA its certificate is not trusted', async () => {
      const blind = createPrometheus({ url: settings.prometheus.url });
      expect(fault(await blind.instant('vector(1)', Date.now()))).toMatchObject({
        cause: 'unreachable',
        retryable: false,
        message: expect.stringContaining("isn't trusted"),
      });
      await blind.close();
    });
  });

  describe('flags', () => {
    const spec = (on: boolean, flag: string): FlagSpec => ({
      kind: 'flag.set',
      flag,
      environment: 'production',
      on,
    });
    const kind = () => createFlagKind(outside.flags, () => 'by hand');

    test('an answer that was lost after the write is looked up: done', async () => {
      await outside.flags.set('launch-all-users', 'production', false);
      const plan = value(await kind().plan(spec(true, 'launch-all-users'), never()));
      rehearsal.faults.inject({ scenario: 'lose-answer', target: 'unleash', times: 1 });
      expect(await kind().run(spec(true, 'launch-all-users'), plan, runContext())).toMatchObject({ kind: 'done' });
    });
  });

  describe('messages', () => {
    test('a message arrives once, escaped, and can be found by its id', async () => {
      const { slack } = outside.messages;
      const sent = message('m-1', '#launch-war-room', 'Errors < 5 % & <!channel>');
      const delivery = value((await slack?.send(sent)) ?? missing());
      const arrived = rehearsal.ledger.list().filter((one) => one.channel === '#launch-war-room');
      expect(arrived.map((one) => one.text)).toEqual(['Errors &lt; 5 % &amp; &lt;!channel&gt;']);
      const found = value((await slack?.find(sent)) ?? missing());
      expect(found?.reference.split('/').at(-1)).toBe(delivery.reference.split('/').at(-1));
      expect(value((await slack?.find(message('m-2', '#launch-war-room'))) ?? missing())).toBeNull();
    });

    test('an answer that was lost is unknown, not sent again, and found', async () => {
      const { slack } = outside.messages;
      rehearsal.faults.inject({ scenario: 'lose-answer', target: 'slack', times: 1 });
      const sent = message('m-3', '#engineering');
      expect(fault((await slack?.send(sent)) ?? missing())).toMatchObject({
        cause: 'outcome-unknown',
        retryable: false,
      });
      expect(rehearsal.ledger.list().filter((one) => one.channel === '#engineering')).toHaveLength(1);
      expect(value((await slack?.find(sent)) ?? missing())).not.toBeNull();
    });

    test('slowed down, it says for how long and does not wait by itself', async () => {
      rehearsal.faults.inject({ scenario: 'throttle', target: 'slack', times: 1, retryAfterS: 7 });
      expect(fault((await outside.messages.slack?.send(message('m-4', '#on-call'))) ?? missing())).toMatchObject({
        cause: 'rate-limited',
        retryAfterMs: 7_000,
        retryable: true,
      });
    });

    test('a channel that is not there says what to do', async () => {
      const told = fault((await outside.messages.slack?.send(message('m-5', '#missing-channel'))) ?? missing());
      expect(told).toMatchObject({ cause: 'not-found', retryable: false, hint: expect.stringContaining('channel') });
    });

    test('a webhook gets the message; what it got can not be asked', async () => {
      const { webhook } = outside.messages;
      value((await webhook?.send(message('m-6', 'ops', 'Rolled back'))) ?? missing());
      expect(rehearsal.ledger.list().filter((one) => one.service === 'webhook')).toMatchObject([
        { text: 'Rolled back' },
      ]);
      expect(value((await webhook?.find(message('m-6', 'ops'))) ?? missing())).toBeNull();
    });

    test('a message that was called off before it left is cancelled, not unknown', async () => {
      const told = fault(
        (await outside.messages.slack?.send(message('m-7', '#engineering'), AbortSignal.abort())) ?? missing(),
      );
      expect(told.cause).toBe('cancelled');
    });
  });

  describe('monitors', () => {
    test('a page that answers is up, one that refuses is down with the reason', async () => {
      const url = settings.monitors[0]?.url ?? '';
      expect(await outside.monitor.check({ kind: 'http', url })).toMatchObject({
        isUp: true,
        text: 'HTTP 200',
      });
      rehearsal.faults.inject({ scenario: 'network-cut' });
      await expect.poll(async () => (await outside.monitor.check({ kind: 'http', url })).isUp).toBe(false);
      expect((await outside.monitor.check({ kind: 'http', url })).fault?.cause).toBe('unreachable');
    });
  });
});

function missing(): never {
  throw new Error('the rehearsal has a Slack and a webhook');
}
