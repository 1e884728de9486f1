import { performance } from 'node:perf_hooks';
import type { Check, Noted, Seen } from '#shared/domain/operation/plan.ts';
import type { DeleteSpec } from '#shared/domain/operation/spec.ts';
import { ok } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind, RunContext, RunOutcome } from '../operation-kind.ts';
import { cancelled, failed, pause, unplanned } from '../outcome.ts';
import { rightsCheck } from './access.ts';
import type { Connection } from './connection.ts';
import { deploymentTarget } from './deployment-change.ts';
import { dryRunRefused } from './dry-run.ts';
import { kubectl } from './kubectl.ts';
import { deleteObject, readObject } from './objects.ts';
import { DEPLOYMENT } from './resource-kind.ts';
import { selfHealCheck } from './self-heal.ts';

/** How long its pods may take to go. */
const withinMs = 5 * 60_000;
const pollMs = 500;
const rights = [
  { verb: 'get', group: 'apps', resource: 'deployments' },
  { verb: 'delete', group: 'apps', resource: 'deployments' },
] as const;

/** `kubernetes.delete`: takes a Deployment away with its pods; refused while nobody could bring it back (reconciled 15). */
export function createDeleteKind(
  connection: Connection,
  noted: () => Readonly<Record<string, Noted>>,
): OperationKind<DeleteSpec> {
  const gone = (name: string): Seen => ({ what: `Deployment ${name}`, expected: 'gone', seen: 'gone', agrees: true });

  /** Sends it once with the object's uid, so that one made anew meanwhile stays. */
  async function send(name: string, uid: string, context: RunContext): Promise<RunOutcome | null> {
    context.progress(`Deployment ${name}: deleting it, its pods first`);
    const sent = await deleteObject(connection, DEPLOYMENT, name, uid, false);
    if (sent.ok || sent.error.cause === 'not-found') return null;
    if (sent.error.cause === 'conflict') return changedSince(name);
    // A lost answer is looked up by what follows: it begins to go, or it doesn't.
    if (sent.error.cause === 'outcome-unknown') return { kind: 'unknown', fault: sent.error };
    return failed(sent.error);
  }

  async function untilGone(
    name: string,
    uid: string,
    doubt: RunOutcome | null,
    context: RunContext,
  ): Promise<RunOutcome> {
    const deadline = performance.now() + withinMs;
    let open = doubt;
    for (;;) {
      const read = await readObject(connection, DEPLOYMENT, name, open === null ? context.signal : undefined);
      if (read.ok ? read.value.metadata.uid !== uid : read.error.cause === 'not-found')
        return { kind: 'done', seen: [gone(name)] };
      // It was asked for and hasn't begun: the request was lost, or still comes.
      if (open !== null && (!read.ok || read.value.metadata.deletionTimestamp === undefined)) return open;
      open = null;
      if (context.signal.aborted)
        return cancelled(`Deployment ${name} is being deleted; the cluster goes on by itself.`);
      if (!read.ok && !read.error.retryable) return failed(read.error);
      if (performance.now() > deadline) return failed(tooLate(name));
      await pause(pollMs, context.signal);
    }
  }

  return {
    kind: 'kubernetes.delete',
    async plan({ deployment }, signal) {
      const [may, read] = await Promise.all([
        rightsCheck(connection, rights),
        readObject(connection, DEPLOYMENT, deployment, signal),
      ]);
      const equivalent = kubectl(connection, ['delete', 'deployment', deployment, '--cascade=foreground']);
      const manifest = notedCheck(deployment, noted());
      if (!read.ok) {
        if (read.error.cause !== 'not-found') return read;
        const already: Check = { what: `Deployment ${deployment}`, state: 'good', text: 'it is gone already' };
        return ok({
          targets: [deploymentTarget(connection, deployment)],
          changes: [],
          checks: [may, already],
          equivalent,
        });
      }
      const { uid, annotations, labels } = read.value.metadata;
      const target = deploymentTarget(connection, deployment, uid);
      const [healed, tried] = await Promise.all([
        selfHealCheck(connection, [{ kind: 'Deployment', name: deployment, annotations, labels }]),
        may.state === 'act' ? null : deleteObject(connection, DEPLOYMENT, deployment, uid, true, signal),
      ]);
      const dry: Check[] =
        tried === null
          ? []
          : [
              tried.ok
                ? { what: 'dry run', state: 'good', text: 'the cluster accepts it' }
                : dryRunRefused(tried.error),
            ];
      return ok({
        targets: [target],
        changes: [{ target, field: 'Deployment', from: 'there', to: 'gone, with its pods' }],
        checks: [may, manifest, ...healed, ...dry],
        equivalent,
      });
    },
    async run({ deployment }, plan, context) {
      if (plan === null && !context.isGoal) return unplanned(`Deleting ${deployment}`);
      const refused = notedFault(deployment, noted());
      if (refused !== null) return failed(refused);
      const read = await readObject(connection, DEPLOYMENT, deployment, context.signal);
      if (!read.ok)
        return read.error.cause === 'not-found' ? { kind: 'done', seen: [gone(deployment)] } : failed(read.error);
      const { uid, deletionTimestamp } = read.value.metadata;
      const planned = plan?.targets[0]?.uid;
      if (!context.isGoal && planned !== uid) return changedSince(deployment);
      if (context.signal.aborted) return cancelled(`Deployment ${deployment} was not deleted.`);
      const ended = deletionTimestamp === undefined ? await send(deployment, uid, context) : null;
      if (ended !== null && ended.kind !== 'unknown') return ended;
      return untilGone(deployment, uid, ended, context);
    },
    async look({ deployment }, plan, signal) {
      const read = await readObject(connection, DEPLOYMENT, deployment, signal);
      if (!read.ok) return read.error.cause === 'not-found' ? ok({ applied: 'yes', seen: [gone(deployment)] }) : read;
      const { uid, deletionTimestamp } = read.value.metadata;
      const planned = plan?.targets[0]?.uid;
      if (planned !== undefined && planned !== uid) return ok({ applied: 'yes', seen: [gone(deployment)] });
      const seen = deletionTimestamp === undefined ? 'there' : 'being deleted';
      return ok({
        applied: deletionTimestamp === undefined ? 'no' : 'partly',
        seen: [{ what: `Deployment ${deployment}`, expected: 'gone', seen, agrees: false }],
      });
    },
  };
}

const changedSince = (name: string): RunOutcome => ({
  kind: 'changed-since',
  fields: [`Deployment ${name}: it was deleted and made anew`],
});

function notedFault(name: string, noted: Readonly<Record<string, Noted>>): Fault | null {
  if (noted[name] !== undefined) return null;
  return {
    kind: 'fault',
    cause: 'invalid',
    message: `Deployment ${name} was not deleted: this launch has not noted its manifest, so nobody could bring it back.`,
    hint: 'Run the operation that notes it (kubernetes.note) first.',
    retryable: false,
  };
}

function notedCheck(name: string, noted: Readonly<Record<string, Noted>>): Check {
  const fault = notedFault(name, noted);
  const what = 'noted manifest';
  if (fault !== null) return { what, state: 'act', text: `${name} isn't noted: nobody could bring it back` };
  return { what, state: 'good', text: `${name} is noted with ${noted[name]?.replicas} pods` };
}

const tooLate = (name: string): Fault => ({
  kind: 'fault',
  cause: 'timeout',
  message: `Deployment ${name} is being deleted and hasn't gone after ${withinMs / 60_000} minutes.`,
  hint: 'Look at its pods: one may be stuck terminating.',
  retryable: true,
});
