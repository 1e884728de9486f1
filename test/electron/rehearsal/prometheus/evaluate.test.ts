import { describe, expect, test } from 'vitest';
import { Evaluation } from '#rehearsal/prometheus/evaluate.ts';
import { BadData } from '#rehearsal/prometheus/lexer.ts';
import { ExecutionError } from '#rehearsal/prometheus/operators.ts';
import { parse } from '#rehearsal/prometheus/parser.ts';
import { SeriesStore } from '#rehearsal/traffic/series.ts';

const LAST = 100;
const store = new SeriesStore();
for (let step = 1; step <= LAST; step += 1) {
  store.add(step, 'http_requests_total', { service: 'a', code: '200' }, 50);
  store.add(step, 'http_requests_total', { service: 'a', code: '500' }, 5);
  store.add(step, 'http_requests_total', { service: 'b', code: '200' }, 100);
  store.record(step, 'pods', { service: 'a' }, step % 10);
  if (step < 90) store.record(step, 'gone', { service: 'a' }, 1);
  for (const [le, part] of [
    ['0.1', 50],
    ['0.2', 90],
    ['+Inf', 100],
  ] as const)
    store.add(step, 'latency_bucket', { service: 'a', le }, part);
}
const at = LAST * 5_000;
function ask(query: string, atMs = at): Record<string, number> {
  const value = new Evaluation(store).at(parse(query), atMs);
  if (value.is === 'scalar') return { scalar: value.value };
  if (value.is === 'matrix') throw new Error('a matrix');
  return Object.fromEntries(
    value.samples.map(({ labels, value: number }) => [Object.values(labels).join('/'), Number(number.toFixed(6))]),
  );
}

describe('the query language', () => {
  test.each<[string, Record<string, number>]>([
    ['rate(http_requests_total{service="b"}[1m])', { 'b/200': 20 }],
    ['increase(http_requests_total{service="b"}[1m])', { 'b/200': 1200 }],
    ['sum by (service) (rate(http_requests_total[1m]))', { a: 11, b: 20 }],
    ['sum(rate(http_requests_total[1m])) by (service)', { a: 11, b: 20 }],
    ['sum without (code) (rate(http_requests_total[1m]))', { a: 11, b: 20 }],
    [
      'sum(rate(http_requests_total{code=~"5.."}[1m])) / sum(rate(http_requests_total[1m]))',
      { '': Number((1 / 31).toFixed(6)) },
    ],
    ['sum(rate(http_requests_total{code=~"9.."}[1m])) or vector(0)', { '': 0 }],
    [
      'sum by (service) (rate(http_requests_total{code!~"2.."}[1m])) / sum by (service) (rate(http_requests_total[1m])) * 100',
      { a: Number((100 / 11).toFixed(6)) },
    ],
    ['histogram_quantile(0.5, rate(latency_bucket[1m]))', { a: 0.1 }],
    ['histogram_quantile(0.7, sum by (le) (rate(latency_bucket[1m])))', { '': 0.15 }],
    ['clamp_min(vector(-3), 0)', { '': 0 }],
    ['sum by (service) (rate(http_requests_total[1m])) > 15', { b: 20 }],
    ['count(http_requests_total)', { '': 3 }],
    ['max_over_time(pods[1m])', { a: 9 }],
    ['1 + 2 * 3 - -1', { scalar: 8 }],
    ['(1 + 2) * 3', { scalar: 9 }],
    ['gone', {}],
    ['nothing_at_all', {}],
    ['avg(http_requests_total{service="a"} offset 1m)', { '': (88 * 55) / 2 }],
  ])('%s', (query, expected) => {
    expect(ask(query)).toEqual(expected);
  });

  test('a metric that stopped reporting is gone at once, though its rate still shows', () => {
    expect(ask('gone', 89 * 5_000)).toEqual({ 'gone/a': 1 });
    expect(ask('gone', 91 * 5_000)).toEqual({});
    expect(ask('avg_over_time(gone[1m])', 91 * 5_000)).toEqual({ a: 1 });
  });

  test.each([
    'rate(',
    'rate(up)',
    'up{',
    'up[5m',
    'topk(3, up)',
    'up{a=~"("}',
    '{}',
    '',
    'sum(up[5m])',
    'up @ 3',
    'rate(up[5m])[1h:1m]',
    'a ^ 2',
    'up $ 3',
  ])('%s is bad data', (query) => {
    expect(() => ask(query)).toThrow(BadData);
  });

  test('two series on one side of a division are an error, not a guess', () => {
    expect(() => ask('sum by (service) (http_requests_total) / on(service) http_requests_total')).toThrow(
      ExecutionError,
    );
  });
});
