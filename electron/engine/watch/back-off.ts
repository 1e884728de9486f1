import { backOffMs as backOffFor } from '#shared/lib/back-off.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/** How long a watch waits after `failures` failures in a row (from 1 on), real ms. */
export const backOffMs = (failures: number, everyMs: number, fault: Fault | null, random = Math.random()): number =>
  backOffFor(failures, everyMs, fault, random);
