import type { Labels, Series, SeriesStore } from '../traffic/series.ts';
import { STEP_MS } from '../traffic/series.ts';
import { aggregate, histogramQuantile, increase, labelReplace, OVER_TIME, rate } from './functions.ts';
import { BadData } from './lexer.ts';
import { operate } from './operators.ts';
import type { Expression, Matcher } from './parser.ts';
import type { RangeSeries, Sample, Value } from './value.ts';
import { labelKey, onlyLabels, scalar, vector, withoutLabels } from './value.ts';

/** A sample counts for this long, unless its series has ended. */
const LOOKBACK_MS = 300_000;

type Selector = Extract<Expression, { is: 'selector' }>;
type Call = Extract<Expression, { is: 'call' }>;

function accepts(labels: Labels, { label, operator, value }: Matcher, pattern: RegExp | undefined): boolean {
  const held = labels[label] ?? '';
  const isEqual = pattern ? pattern.test(held) : held === value;
  return operator === '=' || operator === '=~' ? isEqual : !isEqual;
}

/** Evaluates one expression at many moments; which series a selector names is looked up once. */
export class Evaluation {
  private readonly store: SeriesStore;
  private readonly selected = new Map<Selector, readonly Series[]>();
  private readonly texts = new WeakMap<Call, string>();
  private readonly called = new Map<string, Value>();
  private calledAt = Number.NaN;

  constructor(store: SeriesStore) {
    this.store = store;
  }

  at(expression: Expression, atMs: number): Value {
    switch (expression.is) {
      case 'number':
        return scalar(expression.value);
      case 'text':
        throw new BadData('unknown position: parse error: a string stands where a number or a vector is expected');
      case 'selector':
        return expression.rangeMs === null
          ? vector(this.instant(expression, atMs))
          : { is: 'matrix', series: this.range(expression, atMs) };
      case 'binary':
        return operate(expression, this.at(expression.left, atMs), this.at(expression.right, atMs));
      case 'aggregate':
        return this.aggregate(expression, atMs);
      case 'call':
        return this.onceAt(expression, atMs);
    }
  }

  /** The same call stands in a query more than once, as in errors of all requests; it is made once for a moment. */
  private onceAt(call: Call, atMs: number): Value {
    if (this.calledAt !== atMs) this.called.clear();
    this.calledAt = atMs;
    const text = this.texts.get(call) ?? JSON.stringify(call, (key, value) => (key === 'at' ? undefined : value));
    this.texts.set(call, text);
    const found = this.called.get(text) ?? this.call(call, atMs);
    this.called.set(text, found);
    return found;
  }

  private series(selector: Selector): readonly Series[] {
    const held = this.selected.get(selector);
    if (held) return held;
    const tests = selector.matchers.map((matcher) => ({
      matcher,
      pattern:
        matcher.operator === '=~' || matcher.operator === '!~' ? new RegExp(`^(?:${matcher.value})$`) : undefined,
    }));
    const name = selector.matchers.find(({ label, operator }) => label === '__name__' && operator === '=')?.value;
    const candidates = name === undefined ? this.store.all() : this.store.named(name);
    const found = candidates.filter((series) =>
      tests.every(({ matcher, pattern }) => accepts(series.labels, matcher, pattern)),
    );
    this.selected.set(selector, found);
    return found;
  }

  private instant(selector: Selector, nowMs: number): Sample[] {
    const atMs = nowMs - selector.offsetMs;
    const step = Math.min(Math.floor(atMs / STEP_MS), this.store.newestStep);
    if (atMs - step * STEP_MS > LOOKBACK_MS) return [];
    return this.series(selector).flatMap((series) => {
      const value = series.at(step);
      return Number.isNaN(value) ? [] : [{ labels: series.labels, value }];
    });
  }

  private range(selector: Selector, nowMs: number): RangeSeries[] {
    const toMs = nowMs - selector.offsetMs;
    const fromMs = toMs - (selector.rangeMs ?? 0);
    const last = Math.min(Math.floor(toMs / STEP_MS), this.store.newestStep);
    return this.series(selector).flatMap((series) => {
      const found = series.between(Math.ceil(fromMs / STEP_MS), last);
      if (found === null) return [];
      const { values, stepOf } = found;
      const timeOf = (index: number) => stepOf(index) * STEP_MS;
      const ends = { firstMs: timeOf(0), lastMs: timeOf(values.length - 1), fromMs, toMs };
      return [{ labels: series.labels, values, times: () => values.map((_, index) => timeOf(index)), ...ends }];
    });
  }

  private aggregate({ name, grouping, arg }: Extract<Expression, { is: 'aggregate' }>, atMs: number): Value {
    const value = this.at(arg, atMs);
    if (value.is !== 'vector')
      throw new BadData(`expected type instant vector in aggregation expression, got ${value.is}`);
    const groups = new Map<string, { labels: Labels; values: number[] }>();
    for (const sample of value.samples) {
      const labels = grouping.by
        ? onlyLabels(sample.labels, grouping.labels)
        : withoutLabels(sample.labels, '__name__', ...grouping.labels);
      const key = labelKey(labels);
      const group = groups.get(key) ?? { labels, values: [] };
      group.values.push(sample.value);
      groups.set(key, group);
    }
    return vector([...groups.values()].map(({ labels, values }) => ({ labels, value: aggregate(name, values) })));
  }

  private call(call: Call, atMs: number): Value {
    const over = OVER_TIME[call.name];
    if (over) return vector(over(this.matrix(call, 0, atMs)));
    switch (call.name) {
      case 'rate':
        return vector(rate(this.matrix(call, 0, atMs)));
      case 'increase':
        return vector(increase(this.matrix(call, 0, atMs)));
      case 'histogram_quantile':
        return vector(histogramQuantile(this.number(call, 0, atMs), this.samples(call, 1, atMs)));
      case 'clamp_min':
        return this.each(call, atMs, Math.max);
      case 'clamp_max':
        return this.each(call, atMs, Math.min);
      case 'abs':
        return vector(
          this.samples(call, 0, atMs).map(({ labels, value }) => ({
            labels: withoutLabels(labels, '__name__'),
            value: Math.abs(value),
          })),
        );
      case 'vector':
        return vector([{ labels: {}, value: this.number(call, 0, atMs) }]);
      case 'scalar': {
        const samples = this.samples(call, 0, atMs);
        return scalar(samples.length === 1 ? (samples[0]?.value ?? Number.NaN) : Number.NaN);
      }
      case 'label_replace':
        return vector(labelReplace(this.samples(call, 0, atMs), this.textsOf(call)));
      case 'timestamp':
        return vector(this.timestamps(call, atMs));
      case 'absent':
        return vector(this.samples(call, 0, atMs).length > 0 ? [] : [{ labels: {}, value: 1 }]);
      default:
        return scalar(atMs / 1_000);
    }
  }

  private each(call: Call, atMs: number, of: (value: number, limit: number) => number): Value {
    const limit = this.number(call, 1, atMs);
    return vector(
      this.samples(call, 0, atMs).map(({ labels, value }) => ({
        labels: withoutLabels(labels, '__name__'),
        value: of(value, limit),
      })),
    );
  }

  /** The strings after the first argument. */
  private textsOf(call: Call): string[] {
    return call.args.slice(1).map((arg) => {
      if (arg.is === 'text') return arg.value;
      throw new BadData(`1:${call.at + 1}: parse error: expected type string in call to function "${call.name}"`);
    });
  }

  /** When each sample was taken, seconds since the epoch; of anything but a selector, now. */
  private timestamps(call: Call, atMs: number): Sample[] {
    const [of] = call.args;
    const shift = of?.is === 'selector' ? of.offsetMs : 0;
    const step = Math.min(Math.floor((atMs - shift) / STEP_MS), this.store.newestStep);
    const value = (of?.is === 'selector' ? step * STEP_MS : atMs) / 1_000;
    return this.samples(call, 0, atMs).map(({ labels }) => ({ labels: withoutLabels(labels, '__name__'), value }));
  }

  private argument(call: Call, index: number, atMs: number): Value {
    const arg = call.args[index];
    if (!arg)
      throw new BadData(
        `1:${call.at + 1}: parse error: expected at least ${index + 1} argument(s) in call to "${call.name}", got ${call.args.length}`,
      );
    return this.at(arg, atMs);
  }

  private wrongType(call: Call, expected: string, got: string): never {
    throw new BadData(
      `1:${call.at + 1}: parse error: expected type ${expected} in call to function "${call.name}", got ${got}`,
    );
  }

  private matrix(call: Call, index: number, atMs: number): readonly RangeSeries[] {
    const value = this.argument(call, index, atMs);
    return value.is === 'matrix'
      ? value.series
      : this.wrongType(call, 'range vector', value.is === 'vector' ? 'instant vector' : 'scalar');
  }

  private samples(call: Call, index: number, atMs: number): readonly Sample[] {
    const value = this.argument(call, index, atMs);
    return value.is === 'vector'
      ? value.samples
      : this.wrongType(call, 'instant vector', value.is === 'matrix' ? 'range vector' : 'scalar');
  }

  private number(call: Call, index: number, atMs: number): number {
    const value = this.argument(call, index, atMs);
    return value.is === 'scalar'
      ? value.value
      : this.wrongType(call, 'scalar', value.is === 'matrix' ? 'range vector' : 'instant vector');
  }
}
