import { performance } from 'node:perf_hooks';
import type { Noted } from '#shared/domain/operation/plan.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { RunContext, RunOutcome } from '../operation-kind.ts';
import { cancelled, failed, pause } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { changeCause } from './guarded-change.ts';
import { createObject, readObject } from './objects.ts';
import { DEPLOYMENT } from './resource-kind.ts';

const pollMs = 500;

/**
 * Makes a Deployment that is gone; null once it is there. One that is still being deleted is waited for, and a lost answer is
 * looked up: a second creation of the same name is refused by the cluster, so sending it again does no harm.
 */
export async function makeAnew(
  connection: Connection,
  name: string,
  manifest: Noted['manifest'],
  deadline: number,
  context: RunContext,
): Promise<RunOutcome | null> {
  let lost: Fault | null = null;
  for (;;) {
    if (context.signal.aborted && lost === null) return cancelled(notMade(name));
    const read = await readObject(connection, DEPLOYMENT, name, lost === null ? context.signal : undefined);
    if (read.ok && read.value.metadata.deletionTimestamp === undefined) return null;
    const isGone = !read.ok && read.error.cause === 'not-found';
    if (!read.ok && !isGone && !read.error.retryable) return failed(lost ?? read.error);
    if (performance.now() > deadline) return failed(lost ?? (read.ok ? stillGoing(name) : read.error));
    if (isGone) {
      // Nothing new is sent once a person has cancelled.
      if (context.signal.aborted) return lost === null ? cancelled(notMade(name)) : failed(lost);
      context.progress(`Deployment ${name}: making it anew`);
      const body = { ...manifest, metadata: withCause(manifest.metadata, context.cause) };
      const made = await createObject(connection, DEPLOYMENT, name, body, false);
      if (made.ok) return null;
      if (made.error.cause === 'outcome-unknown') lost = made.error;
      // Somebody else was quicker: what is there is looked at.
      else if (made.error.cause !== 'conflict' && !made.error.retryable) return failed(made.error);
      context.progress(made.error.message);
      await pause(made.error.retryAfterMs ?? pollMs, lost === null ? context.signal : undefined);
    } else {
      context.progress(read.ok ? `Deployment ${name}: it is still being deleted` : read.error.message);
      await pause(pollMs, lost === null ? context.signal : undefined);
    }
  }
}

const notMade = (name: string): string => `Deployment ${name} was not made anew.`;

function withCause(metadata: unknown, cause: string): object {
  const held = typeof metadata === 'object' && metadata !== null ? metadata : {};
  const annotations = 'annotations' in held && typeof held.annotations === 'object' ? held.annotations : {};
  return { ...held, annotations: { ...annotations, [changeCause]: cause } };
}

const stillGoing = (name: string): Fault => ({
  kind: 'fault',
  cause: 'timeout',
  message: `Deployment ${name} is still being deleted: it can't be made anew before it has gone.`,
  hint: 'Look at its pods: one may be stuck terminating.',
  retryable: true,
});
