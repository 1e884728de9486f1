import { figure } from '#shared/views/format/figure.ts';
import type { LimitLine } from '#shared/views/limits.ts';
import { inPart, type SignalNote, withoutCanary } from '#shared/views/traffic-panels.ts';
import { SignalPanel } from './signal-panel.tsx';
import type { TrafficSeen } from './traffic-seen.ts';

const noLimits: readonly LimitLine[] = [];

function requestsNote({ point, expected }: TrafficSeen): SignalNote {
  const { canary = null, stable = null } = point?.requestsPerSecond ?? {};
  if (point === null || (canary === null && stable === null)) return { tone: 'unknown', text: 'no data' };
  if (canary === null || canary === 0) return inPart(point, withoutCanary(point, expected));
  if (stable === null && expected.stable) return { tone: 'unknown', text: 'canary; stable not measured' };
  return inPart(point, { tone: null, text: `canary; stable ${figure(stable)} /s` });
}

/** Requests a second by version. */
export function RequestsPanel(seen: TrafficSeen) {
  const { canary = null, stable = null } = seen.point?.requestsPerSecond ?? {};
  const hasCanary = canary !== null && canary > 0;
  const value = hasCanary ? canary : stable;
  const note = requestsNote(seen);
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
      note={note}
      seen={seen}
    />
  );
}
