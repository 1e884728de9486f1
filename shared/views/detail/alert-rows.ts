import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { DetailRow, TileRef } from '#shared/contract/observed/detail.ts';
import type { AlertObserved } from '#shared/contract/observed/outside.ts';
import { alertMark } from '../status/alert-rows.ts';

export const alertTile = ({ name, labels }: AlertObserved): TileRef => ({ kind: 'alert', name, labels: { ...labels } });

/** Alerts of which a label is exactly this: a service, an instance. */
export const alertsOf = ({ alerts }: ObservationBatch, named: string): readonly AlertObserved[] =>
  (alerts ?? []).filter(({ labels }) => Object.values(labels).includes(named));

export const alertRows = (alerts: readonly AlertObserved[]): readonly DetailRow[] =>
  alerts.map((alert) => ({
    label: alert.name,
    text: `${alert.severity}${alert.isSuppressed ? ', silenced' : ''}: ${alert.summary}`,
    ...{ tone: alertMark(alert).tone, at: alert.since, tile: alertTile(alert) },
  }));
