import { figure } from '#shared/views/format/figure.ts';
import type { LimitLine } from '#shared/views/limits.ts';
import { SignalPanel } from './signal-panel.tsx';
import type { TrafficSeen } from './traffic-seen.ts';

const noLimits: readonly LimitLine[] = [];

/** Requests a second by version. */
export function RequestsPanel(seen: TrafficSeen) {
  const { canary = null, stable = null } = seen.point?.requestsPerSecond ?? {};
  const hasCanary = canary !== null && canary > 0;
  const value = hasCanary ? canary : stable;
  const text =
    value === null ? 'no data' : hasCanary ? `canary; stable ${figure(stable)} /s` : 'stable; no traffic on the canary';
  return (
    <SignalPanel
      title="Requests a second by version"
      which="requestsPerSecond"
      signal="requests"
      unit="/s"
      digits={0}
      least={10}
      limits={noLimits}
      reach={null}
      value={`${figure(value)} /s`}
      subset={hasCanary ? 'canary' : 'stable'}
      note={{ tone: value === null ? 'unknown' : null, text }}
      seen={seen}
    />
  );
}
