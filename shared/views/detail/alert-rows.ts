import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { DetailRow, TileRef } from '#shared/contract/observed/detail.ts';
import type { AlertObserved } from '#shared/contract/observed/outside.ts';

export const alertTile = ({ name, labels }: AlertObserved): TileRef => ({ kind: 'alert', name, labels: { ...labels } });

/** Alerts of which a label is exactly this: a service, an instance. */
export const alertsOf = ({ alerts }: ObservationBatch, named: string): readonly AlertObserved[] =>
  (alerts ?? []).filter(({ labels }) => Object.values(labels).includes(named));

export const alertTone = (alert: AlertObserved): 'act' | 'watch' | 'unknown' =>
  alert.isSuppressed ? 'unknown' : /crit|page|error|high/i.test(alert.severity) ? 'act' : 'watch';

export const alertRows = (alerts: readonly AlertObserved[]): readonly DetailRow[] =>
  alerts.map((alert) => ({
    label: alert.name,
    text: `${alert.severity}${alert.isSuppressed ? ', silenced' : ''}: ${alert.summary}`,
    ...{ tone: alertTone(alert), at: alert.since, tile: alertTile(alert) },
  }));
