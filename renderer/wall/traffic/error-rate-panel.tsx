import { useMemo } from 'react';
import { percent } from '#shared/views/format/figure.ts';
import { errorRateLimits, nextLimit } from '#shared/views/limits.ts';
import { signalNote } from '#shared/views/traffic-panels.ts';
import { SignalPanel } from './signal-panel.tsx';
import type { TrafficSeen } from './traffic-seen.ts';

/** Worst error rate of canary and stable against every limit of the criteria. */
export function ErrorRatePanel(seen: TrafficSeen) {
  const { plan, point } = seen;
  const limits = useMemo(() => errorRateLimits(plan), [plan]);
  const { canary = null, stable = null } = point?.errorRatePercent ?? {};
  return (
    <SignalPanel
      title="Error rate"
      which="errorRatePercent"
      signal="error-rate"
      unit="%"
      digits={2}
      least={0.2}
      limits={limits}
      reach={nextLimit(limits, canary?.value ?? stable?.value ?? null)?.value ?? null}
      value={percent(canary?.value ?? stable?.value)}
      subset={canary === null ? 'stable' : 'canary'}
      note={signalNote(plan, 'error-rate-percent', { ...seen, limits })}
      seen={seen}
    />
  );
}
