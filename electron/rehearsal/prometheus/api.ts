import type { Alert } from '../alerts/alert-book.ts';
import { ALERT_RULES, type AlertRule } from '../alerts/rules.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Labels } from '../traffic/series.ts';
import type { Traffic } from '../traffic/traffic.ts';
import { Evaluation } from './evaluate.ts';
import { exposition } from './exposition.ts';
import { BadData, durationMs } from './lexer.ts';
import { ExecutionError } from './operators.ts';
import { parse } from './parser.ts';
import type { Value } from './value.ts';
import { labelKey } from './value.ts';

const MAX_POINTS = 11_000;

const shown = (value: number): string =>
  value === Number.POSITIVE_INFINITY ? '+Inf' : value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value);
const point = (atMs: number, value: number): Json => [atMs / 1_000, shown(value)];

function timeMs(text: string, name: string): number {
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : Date.parse(text);
  if (Number.isNaN(value))
    throw new BadData(`invalid parameter "${name}": cannot parse "${text}" to a valid timestamp`);
  return value;
}

function stepMs(text: string): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1_000 : durationMs(text);
  if (!(value > 0))
    throw new BadData(
      'invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer',
    );
  return value;
}

function expressionOf(parameters: URLSearchParams) {
  try {
    return parse(parameters.get('query') ?? '');
  } catch (error) {
    throw error instanceof BadData ? new BadData(`invalid parameter "query": ${error.message}`) : error;
  }
}

function instantResult(value: Value, atMs: number): JsonObject {
  switch (value.is) {
    case 'scalar':
      return { resultType: 'scalar', result: point(atMs, value.value) };
    case 'vector':
      return {
        resultType: 'vector',
        result: value.samples.map(({ labels, value: number }) => ({
          metric: { ...labels },
          value: point(atMs, number),
        })),
      };
    case 'matrix':
      return {
        resultType: 'matrix',
        result: value.series.map(({ labels, values, times }) => ({
          metric: { ...labels },
          values: times().map((at, index) => point(at, values[index] ?? Number.NaN)),
        })),
      };
  }
}

const shownAlert = ({ labels, annotations, startsAtMs, value }: Alert): JsonObject => ({
  labels: { ...labels },
  annotations: { ...annotations },
  state: 'firing',
  activeAt: new Date(startsAtMs).toISOString(),
  value: shown(value),
});

const shownRule = ({ name, query, severity, summary }: AlertRule): JsonObject => ({
  ...{ type: 'alerting', name, query, duration: 0, health: 'ok', alerts: [] },
  ...{ labels: { severity }, annotations: { summary } },
});

/** The HTTP API of a Prometheus: instant and range queries over the traffic model. */
export class PrometheusApi {
  private readonly traffic: Traffic;
  private readonly nowMs: () => number;
  private readonly alerts: () => readonly Alert[];

  constructor(traffic: Traffic, nowMs: () => number, alerts: () => readonly Alert[]) {
    this.traffic = traffic;
    this.alerts = alerts;
    this.nowMs = nowMs;
  }

  async handle(exchange: Exchange): Promise<void> {
    const path = exchange.url.pathname.replace(/^\/prometheus/, '');
    if (path === '/-/healthy') return exchange.text(200, 'Prometheus Server is Healthy.\n');
    if (path === '/-/ready') return exchange.text(200, 'Prometheus Server is Ready.\n');
    if (path === '/metrics') {
      this.traffic.catchUp();
      return exchange.text(200, exposition(this.traffic.series));
    }
    try {
      const data = this.answer(path, await this.parameters(exchange));
      if (data === null) exchange.text(404, '404 page not found\n');
      else exchange.json(200, { status: 'success', data });
    } catch (error) {
      if (error instanceof BadData)
        exchange.json(400, { status: 'error', errorType: 'bad_data', error: error.message });
      else if (error instanceof ExecutionError)
        exchange.json(422, { status: 'error', errorType: 'execution', error: error.message });
      else throw error;
    }
  }

  private async parameters(exchange: Exchange): Promise<URLSearchParams> {
    if (exchange.method !== 'POST') return exchange.query;
    return new URLSearchParams([...exchange.query, ...new URLSearchParams(await exchange.body())]);
  }

  private answer(path: string, parameters: URLSearchParams): Json | null {
    this.traffic.catchUp();
    switch (path) {
      case '/api/v1/query':
        return this.instant(parameters);
      case '/api/v1/query_range':
        return this.range(parameters);
      case '/api/v1/alerts':
        return { alerts: this.alerts().map(shownAlert) };
      case '/api/v1/rules':
        return { groups: [{ name: 'rehearsal', rules: ALERT_RULES.map(shownRule) }] };
      case '/api/v1/label/__name__/values':
        return this.traffic.series.names();
      case '/api/v1/status/buildinfo':
        return {
          version: '2.42.0-tminus-rehearsal',
          revision: '',
          branch: '',
          buildUser: '',
          buildDate: '',
          goVersion: '',
        };
      default:
        return null;
    }
  }

  private instant(parameters: URLSearchParams): JsonObject {
    const time = parameters.get('time');
    const atMs = time ? timeMs(time, 'time') : this.nowMs();
    return instantResult(new Evaluation(this.traffic.series).at(expressionOf(parameters), atMs), atMs);
  }

  private range(parameters: URLSearchParams): JsonObject {
    const fromMs = timeMs(parameters.get('start') ?? '', 'start');
    const toMs = timeMs(parameters.get('end') ?? '', 'end');
    const step = stepMs(parameters.get('step') ?? '');
    if (toMs < fromMs) throw new BadData('invalid parameter "end": end timestamp must not be before start time');
    if ((toMs - fromMs) / step > MAX_POINTS) {
      throw new BadData(
        'exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)',
      );
    }
    const expression = expressionOf(parameters);
    const evaluation = new Evaluation(this.traffic.series);
    const found = new Map<string, { metric: Labels; values: Json[] }>();
    for (let atMs = fromMs; atMs <= toMs; atMs += step) {
      const value = evaluation.at(expression, atMs);
      if (value.is === 'matrix')
        throw new BadData(
          'invalid parameter "query": invalid expression type "range vector" for range query, must be Scalar or instant Vector',
        );
      for (const sample of value.is === 'scalar' ? [{ labels: {}, value: value.value }] : value.samples) {
        const key = labelKey(sample.labels);
        const series = found.get(key) ?? { metric: sample.labels, values: [] };
        series.values.push(point(atMs, sample.value));
        found.set(key, series);
      }
    }
    return {
      resultType: 'matrix',
      result: [...found.values()].map(({ metric, values }) => ({ metric: { ...metric }, values })),
    };
  }
}
