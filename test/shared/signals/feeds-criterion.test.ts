import { describe, expect, test } from 'vitest';
import { loudByRules, type Rule } from '#shared/signals/feeds-criterion.ts';
import { metricNames, sharedMetric } from '#shared/signals/metric-names.ts';
import { plan } from '#test/support/launch-story.ts';

const names = (query: string) => [...metricNames(query).names].toSorted();
const alerting = (name: string, query: string): Rule => ({ kind: 'alerting', name, query });
const recording = (name: string, query: string): Rule => ({ kind: 'recording', name, query });

describe('the metrics that an expression reads', () => {
  test('are its selectors, not its functions, labels, durations, strings or comments', () => {
    expect(
      names(
        'sum by (service, subset) (rate(http_requests_total{code=~"5..", path="a{b}"}[1m] offset 5m)) # up\n / on (service) group_left (team) clamp_min(db:connections:max, 1e3) > bool 0.5',
      ),
    ).toEqual(['db:connections:max', 'http_requests_total']);
    expect(names('absent(up{job="api"}) or vector(1) unless ignoring(a) node_load1')).toEqual(['node_load1', 'up']);
  });

  test('a histogram is one metric, however it is written', () => {
    expect(
      names('histogram_quantile(0.95, sum by (le) (rate(latency_seconds_bucket[1m]))) + latency_seconds_count'),
    ).toEqual(['latency_seconds']);
  });

  test('a name that is matched counts, also as a pattern; a selector without a name may be any', () => {
    const errors = metricNames('http_requests_total');
    expect(sharedMetric(metricNames('{__name__="http_requests_total"}'), errors)).toBe('http_requests_total');
    expect(sharedMetric(metricNames('sum({__name__=~"http_.+"})'), errors)).toBe('http_requests_total');
    expect(sharedMetric(errors, metricNames('{job="api"}'))).toBe('http_requests_total');
    expect(sharedMetric(metricNames('{__name__=~"node_.+"}'), errors)).toBeNull();
    expect(sharedMetric(metricNames('up'), errors)).toBeNull();
  });

  test('a pattern fits a histogram by the name of any of its parts, as they are written', () => {
    const latency = metricNames('histogram_quantile(0.95, rate(istio_request_duration_milliseconds_bucket[1m]))');
    for (const pattern of ['istio_request_duration_milliseconds_bucket', '.+_count', '.+_sum', 'istio_.+_milliseconds'])
      expect(sharedMetric(metricNames(`rate({__name__=~"${pattern}"}[5m])`), latency)).toBe(
        'istio_request_duration_milliseconds',
      );
    expect(sharedMetric(metricNames('{__name__=~"request_duration_milliseconds_bucket"}'), latency)).toBeNull();
  });

  test('two patterns may always mean the same metric: nobody can show that they do not', () => {
    const errors = metricNames('{__name__=~"http_.+"}');
    expect(sharedMetric(metricNames('{__name__=~".+_total"}'), errors)).not.toBeNull();
    expect(sharedMetric(metricNames('{job="api"}'), errors)).not.toBeNull();
  });

  test('an apostrophe in a comment hides nothing of what follows, nor a # in a string', () => {
    expect(names("up # don't\n + http_requests_total # isn't\n + node_load1")).toEqual([
      'http_requests_total',
      'node_load1',
      'up',
    ]);
    expect(names('up{path="/#top"} + http_requests_total # {__name__="node_load1"}')).toEqual([
      'http_requests_total',
      'up',
    ]);
  });

  test('every name but one is any name', () => {
    const errors = metricNames('http_requests_total');
    expect(sharedMetric(metricNames('{__name__!="up"}'), errors)).toBe('http_requests_total');
    expect(sharedMetric(metricNames('{__name__!~"node_.+", job="api"}'), errors)).toBe('http_requests_total');
  });
});

describe('an alert stays loud', () => {
  test('when its rule reads a metric by which a rollback is decided, and the metric is named', () => {
    const rules = [alerting('Errors', 'sum(rate(http_requests_total{code="500"}[5m])) > 1')];
    expect(loudByRules(plan, rules, 'Errors')).toMatchObject({
      code: 'feeds-criterion',
      message: expect.stringContaining('http_requests_total'),
    });
  });

  test('also when it reads it through metrics that were recorded from it, and in circles', () => {
    const rules = [
      recording('team:errors', 'sum(rate(http_requests_total[5m])) + team:again'),
      recording('team:again', 'team:errors * 0'),
      alerting('Errors', 'team:again > 1'),
    ];
    expect(loudByRules(plan, rules, 'Errors')).toMatchObject({ code: 'feeds-criterion' });
  });

  test('also when only one of several rules that record a metric is made of it, wherever it stands', () => {
    const errors = recording('team:health', 'sum(rate(http_requests_total[5m]))');
    const other = recording('team:health', 'avg(up)');
    for (const recorded of [
      [errors, other],
      [other, errors],
    ])
      expect(loudByRules(plan, [...recorded, alerting('Health', 'team:health > 1')], 'Health')).toMatchObject({
        code: 'feeds-criterion',
      });
  });

  test('also when the metric that was recorded is named like a part of a histogram', () => {
    for (const name of ['team:errors_count', 'team:errors_sum', 'team:latency_bucket']) {
      const rules = [recording(name, 'sum(rate(http_requests_total[5m]))'), alerting('Errors', `${name} > 1`)];
      expect(loudByRules(plan, rules, 'Errors')).toMatchObject({ code: 'feeds-criterion' });
    }
  });

  test.each([
    ['a pattern that JavaScript reads otherwise', '{__name__=~"http_\\\\w+"} > 1'],
    ['a pattern with classes of its own', '{__name__=~"[[:alpha:]_]+"} > 1'],
    ['a pattern that fits what was recorded', '{__name__=~"team:.+"} > 1'],
    ['alerts, which read whatever they read', 'ALERTS{alertname="Errors"}'],
  ])('also when it reads it by %s', (_what, query) => {
    const rules = [recording('team:errors', 'sum(rate(http_requests_total[5m]))'), alerting('Odd', query)];
    expect(loudByRules(plan, rules, 'Odd')).toMatchObject({ code: 'feeds-criterion' });
  });

  test('when one of several rules of its name does', () => {
    const rules = [alerting('Mixed', 'up == 0'), alerting('Mixed', 'http_request_duration_seconds_sum > 1')];
    expect(loudByRules(plan, rules, 'Mixed')).toMatchObject({ code: 'feeds-criterion' });
  });

  test('and one that reads something else may be silenced', () => {
    const rules = [alerting('Certificate', 'probe_ssl_earliest_cert_expiry - time() < 86400')];
    expect(loudByRules(plan, rules, 'Certificate')).toBeNull();
  });
});

test('what a measure is a part of counts, although the query before it ends in a comment', () => {
  const used = new Set(plan.criteria.flatMap(({ measured }) => measured?.measures ?? []));
  const id = plan.signals.measures.find((one) => used.has(one.id))?.id;
  const withQuery = (query: string) => {
    const measures = plan.signals.measures.map((one) => (one.id === id ? { ...one, query, of: 'pool_limit' } : one));
    return { ...plan, signals: { ...plan.signals, measures } };
  };
  const rules = [alerting('PoolLimit', 'pool_limit < 100')];
  for (const query of ['pool_used', 'pool_used # of all pods'])
    expect(loudByRules(withQuery(query), rules, 'PoolLimit')).toMatchObject({ code: 'feeds-criterion' });
});
