import type { AlertObserved } from '#shared/contract/observed/outside.ts';
import type { AlertSeen } from '../adapters/alert-seen.ts';

/** More is no list to read. */
const MOST = 100;
/** As teams call them, worst first; what nobody knows comes after. */
const SEVERITIES = ['critical', 'page', 'emergency', 'error', 'high', 'warning', 'medium', 'low', 'info', 'none'];

const rank = ({ severity }: AlertObserved): number => {
  const found = SEVERITIES.indexOf(severity.toLowerCase());
  return found === -1 ? SEVERITIES.length : found;
};

/** Worst first: not suppressed, by severity, of this launch's namespace, the newest. */
export function alertsInOrder(alerts: readonly AlertObserved[], namespace: string): readonly AlertObserved[] {
  const isElsewhere = ({ labels }: AlertObserved): boolean => (labels.namespace ?? namespace) !== namespace;
  return alerts
    .toSorted(
      (a, b) =>
        Number(a.isSuppressed) - Number(b.isSuppressed) ||
        rank(a) - rank(b) ||
        Number(isElsewhere(a)) - Number(isElsewhere(b)) ||
        b.since - a.since,
    )
    .slice(0, MOST);
}

/**
 * Those of Prometheus that Alertmanager has not heard of. On its way an alert may gain labels or lose some, so it is the same
 * where both have a label and it says the same.
 */
export const unheardOf = (fired: readonly AlertSeen[], heard: readonly AlertSeen[]): readonly AlertSeen[] =>
  fired.filter((alert) => !heard.some((other) => isSame(alert, other)));

const isSame = (one: AlertSeen, other: AlertSeen): boolean =>
  one.name === other.name &&
  Object.entries(one.labels).every(([label, value]) => (other.labels[label] ?? value) === value);
