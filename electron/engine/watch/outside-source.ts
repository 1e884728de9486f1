import type { Fault } from '#shared/lib/trouble.ts';
import type { ObservationHub } from './hub.ts';

/** Faults of the way there, or of this machine: not of what is looked at. */
const noWay: ReadonlySet<Fault['cause']> = new Set(['unreachable', 'timeout', 'disk']);
const NO_NETWORK = 'Check the network of this machine: it may be cut off, and not what is looked at.';

/**
 * One page that doesn't answer is a finding about that page. When nothing at all answers, the way outside is more likely
 * to be gone than everything at once: then the source itself is failing.
 */
export function createOutsideSource(hub: ObservationHub, everyMs: number, count: number) {
  const about = { id: 'monitors', kind: 'monitors', title: 'monitors', everyMs } as const;
  const faults = new Map<string, Fault | null>();
  if (count === 0) hub.sources.off(about, 'Neither the pack nor the connection settings name a monitor.');
  return {
    answered(id: string, fault: Fault | null): void {
      faults.set(id, fault !== null && noWay.has(fault.cause) ? fault : null);
      const last = [...faults.values()];
      const [first] = last;
      if (first == null || last.includes(null)) hub.sources.live(about);
      else
        hub.sources.failing(about, {
          ...first,
          message: `None of ${count} monitors gets an answer. ${first.message}`,
          hint: first.cause === 'disk' ? first.hint : NO_NETWORK,
        });
    },
  };
}
