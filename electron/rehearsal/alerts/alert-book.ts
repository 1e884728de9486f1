import { createHash } from 'node:crypto';
import type { Faults } from '../faults/faults.ts';
import { Evaluation } from '../prometheus/evaluate.ts';
import { parse } from '../prometheus/parser.ts';
import { labelKey, withoutLabels } from '../prometheus/value.ts';
import type { Labels } from '../traffic/series.ts';
import type { Traffic } from '../traffic/traffic.ts';
import type { AlertRule } from './rules.ts';
import { ALERT_RULES } from './rules.ts';
import type { Silences } from './silences.ts';

export type Alert = {
  readonly labels: Labels;
  readonly annotations: Labels;
  /** Launch time, epoch ms. */
  readonly startsAtMs: number;
  readonly value: number;
  /** Ids of the silences that hold it. */
  readonly silencedBy: readonly string[];
  readonly fingerprint: string;
};
type Found = Omit<Alert, 'startsAtMs' | 'fingerprint'>;

const LOOK_EVERY_MS = 1_000;
const RULES = ALERT_RULES.map((rule) => ({ rule, expression: parse(rule.query) }));

/** A silence's id, a UUID made of what it silences, so that it stays the same as long as its alert fires. */
const silenceId = (key: string): string =>
  createHash('sha256')
    .update(key)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

export type AlertBookParts = {
  readonly traffic: Traffic;
  readonly faults: Faults;
  readonly silences: Silences;
  /** Launch time, epoch ms. */
  readonly nowMs: () => number;
  /** The namespace of an injected alert that names none. */
  readonly namespace: string;
};

/** Which alerts fire, and since when: by the rules over what is measured, and by faults. */
export class AlertBook {
  private readonly parts: AlertBookParts;
  private readonly since = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(parts: AlertBookParts) {
    this.parts = parts;
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** The alerts that fire now, in the order of their fingerprints. */
  look(): Alert[] {
    const { nowMs, traffic } = this.parts;
    traffic.catchUp();
    const now = nowMs();
    const found = new Map([...this.fromRules(now), ...this.fromFaults()].map((each) => [labelKey(each.labels), each]));
    for (const key of this.since.keys()) if (!found.has(key)) this.since.delete(key);
    const alerts = [...found].map(([key, each]) => {
      const startsAtMs = this.since.get(key) ?? now;
      this.since.set(key, startsAtMs);
      const silencedBy = [...each.silencedBy, ...this.parts.silences.holding(each.labels)];
      return {
        ...each,
        silencedBy,
        startsAtMs,
        fingerprint: createHash('sha256').update(key).digest('hex').slice(0, 16),
      };
    });
    return alerts.sort((left, right) => (left.fingerprint < right.fingerprint ? -1 : 1));
  }

  private fromRules(now: number): Found[] {
    const evaluation = new Evaluation(this.parts.traffic.series);
    return RULES.flatMap(({ rule, expression }) => {
      const value = evaluation.at(expression, now);
      if (value.is !== 'vector') return [];
      return value.samples.map((sample) => this.byRule(rule, sample.labels, sample.value));
    });
  }

  private byRule(rule: AlertRule, labels: Labels, value: number): Found {
    return {
      labels: { ...withoutLabels(labels, '__name__'), alertname: rule.name, severity: rule.severity },
      annotations: { summary: rule.summary, description: `It stands at ${Number(value.toPrecision(3))}.` },
      value,
      silencedBy: [],
    };
  }

  private fromFaults(): Found[] {
    return this.parts.faults.on('firing-alert').map((fault) => {
      const namespace = fault.namespace ?? this.parts.namespace;
      const labels = { namespace, ...fault.labels, alertname: fault.alert, severity: fault.severity };
      return {
        labels,
        annotations: { summary: 'Injected by the rehearsal' },
        value: 1,
        silencedBy: fault.silenced ? [silenceId(labelKey(labels))] : [],
      };
    });
  }
}
