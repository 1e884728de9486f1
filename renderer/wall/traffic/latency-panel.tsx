import { useMemo } from 'react';
import { figure } from '#shared/views/format/figure.ts';
import { nextLimit, p95Limits } from '#shared/views/limits.ts';
import { signalNote } from '#shared/views/traffic-panels.ts';
import { SignalPanel } from './signal-panel.tsx';
import type { TrafficSeen } from './traffic-seen.ts';

/** Worst p95 of canary and stable against stable's own and the baseline's limits. */
export function LatencyPanel(seen: TrafficSeen) {
  const { plan, point, state } = seen;
  const { canary = null, stable = null } = point?.p95Ms ?? {};
  const worst = canary ?? stable;
  const baselineMs = worst === null ? null : (state.signal.baseline?.p95Ms[`${worst.service} stable`] ?? null);
  const limits = useMemo(() => p95Limits(plan, point, baselineMs), [plan, point, baselineMs]);
  return (
    <SignalPanel
      title="p95 latency"
      which="p95Ms"
      signal="p95"
      unit="ms"
      digits={0}
      least={100}
      limits={limits}
      reach={nextLimit(limits, worst?.value ?? null)?.value ?? null}
      value={`${figure(worst?.value)} ms`}
      subset={canary === null ? 'stable' : 'canary'}
      note={signalNote(plan, 'p95-ms', { ...seen, limits })}
      seen={seen}
    />
  );
}
