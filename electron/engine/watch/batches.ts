import type { Pushes, PushName } from '#shared/contract/calls.ts';
import type { ObservationHub } from './hub.ts';
import { poll } from './poll.ts';

const BATCH_MS = 1000;

/** Tells the windows what is new in the hub, about once a second, until the signal is aborted. */
export function startBatches(
  hub: ObservationHub,
  push: <N extends PushName>(name: N, data: Pushes[N]) => void,
  bug: (error: unknown) => void,
  signal: AbortSignal,
): void {
  void poll(BATCH_MS, signal, async () => push('observations.batch', hub.batch(false)), bug);
}
