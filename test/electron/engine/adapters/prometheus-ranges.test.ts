import { afterEach, describe, expect, test } from 'vitest';
import { createPrometheus } from '#engine/adapters/prometheus/prometheus.ts';
import { type Reply, startHttpServer } from './support/http-server.ts';

const open: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

const series = (value: string, labels: Record<string, string> = {}) => ({ metric: labels, values: [[100, value]] });
const matrix = (...result: readonly object[]): Reply => ({
  status: 200,
  body: JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }),
});
const refused: Reply = {
  status: 400,
  body: JSON.stringify({ status: 'error', errorType: 'bad_data', error: 'parse error' }),
};
const range = { from: 100_000, until: 100_000, stepMs: 5000 };

async function server(...replies: readonly Reply[]) {
  const at = await startHttpServer(...replies);
  const metrics = createPrometheus({ url: at.url });
  open.push(at, { stop: () => metrics.close() });
  return { metrics, queries: () => at.heard.map(({ body }) => new URLSearchParams(body).get('query') ?? '') };
}
const values = (answers: Awaited<ReturnType<Awaited<ReturnType<typeof server>>['metrics']['ranges']>>) =>
  answers.map((one) => (one.ok ? one.value.series.map((each) => each.values[0]?.[1]) : one.error.cause));

describe('several queries over the same steps', () => {
  test('are one request, and each gets its own answer back without a trace of it', async () => {
    const { metrics, queries } = await server(
      matrix(series('2', { service: 'b', tminus_query: '1' }), series('1', { service: 'a', tminus_query: '0' })),
    );
    const answers = await metrics.ranges(['first', 'second # a comment', 'third'], range);
    expect(queries()).toHaveLength(1);
    expect(values(answers)).toEqual([[1], [2], []]);
    expect(answers[0]).toMatchObject({ value: { series: [{ labels: { service: 'a' } }] } });
    expect(answers[0]?.ok && Object.keys(answers[0].value.series[0]?.labels ?? {})).toEqual(['service']);
  });

  test('of which one is wrong are asked one by one, and from then on only the wrong one alone', async () => {
    const both = matrix(series('1', { tminus_query: '0' }), series('3', { tminus_query: '1' }));
    const { metrics, queries } = await server(
      refused,
      matrix(series('1')),
      refused,
      matrix(series('3')),
      both,
      refused,
    );
    const first = await metrics.ranges(['one', 'two', 'three'], range);
    expect(queries()).toHaveLength(4);
    expect(first.filter(({ ok }) => !ok)).toHaveLength(1);
    const asked = await metrics.ranges(['one', 'two', 'three'], range);
    expect(queries()).toHaveLength(6);
    expect(values(asked).filter((one) => one === 'invalid')).toHaveLength(1);
  });

  test('that are too much together are asked one by one and not tried again', async () => {
    const { metrics, queries } = await server(refused, matrix(series('1')));
    expect(values(await metrics.ranges(['one', 'two'], range))).toEqual([[1], [1]]);
    await metrics.ranges(['one', 'two'], range);
    expect(queries().slice(3)).toEqual(['one', 'two']);
  });

  test('of which one is too slow are asked one by one: it blinds none of the others, and is asked alone from then on', async () => {
    const slow: Reply = {
      status: 503,
      body: JSON.stringify({ status: 'error', errorType: 'timeout', error: 'query timed out' }),
    };
    const both = matrix(series('1', { tminus_query: '0' }), series('3', { tminus_query: '1' }));
    const { metrics, queries } = await server(slow, matrix(series('1')), slow, matrix(series('3')), both, slow);
    const first = await metrics.ranges(['one', 'two', 'three'], range);
    expect(values(first).filter((one) => one === 'timeout')).toHaveLength(1);
    await metrics.ranges(['one', 'two', 'three'], range);
    expect(queries()).toHaveLength(6);
  });

  test('of a server that is away fail together, asked once', async () => {
    const { metrics, queries } = await server('cut');
    expect(values(await metrics.ranges(['one', 'two', 'three'], range))).toEqual(Array(3).fill('unreachable'));
    expect(queries()).toHaveLength(1);
  });
});
