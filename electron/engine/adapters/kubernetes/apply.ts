import type { Check, FieldChange, OperationPlan, Seen, Target } from '#shared/domain/operation/plan.ts';
import type { ApplySpec, Manifest } from '#shared/domain/operation/spec.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind, RunContext, RunOutcome } from '../operation-kind.ts';
import { cancelled, failed, unplanned } from '../outcome.ts';
import { rightsCheck } from './access.ts';
import { changesFor, manifestKind, type Tried, triedCheck, tryManifest } from './apply-one.ts';
import type { Connection } from './connection.ts';
import { fieldLabel, shown } from './fields.ts';
import { applyGuarded, changeCause, untilRead } from './guarded-change.ts';
import { kubectl } from './kubectl.ts';
import { targetOf } from './object-change.ts';
import { applyObject } from './objects.ts';
import type { ResourceKind } from './resource-kind.ts';
import { type Goal, lookAtRollout, waitForRollout } from './rollout.ts';
import { selfHealCheck } from './self-heal.ts';

type PlannedObject = {
  readonly targets: readonly Target[];
  readonly changes: readonly FieldChange[];
  readonly checks: readonly Check[];
};
const nameOf = ({ kind, metadata }: Manifest): string => `${kind} ${metadata.name}`;

/** `kubernetes.apply`: applies manifests server-side under our own field manager and waits for their Deployments. Only a rollback takes over fields of others. */
export function createApplyKind(connection: Connection): OperationKind<ApplySpec> {
  return {
    kind: 'kubernetes.apply',
    async plan(spec, signal): Promise<Result<OperationPlan, Fault>> {
      const planned = await Promise.all(spec.objects.map((manifest) => planOne(connection, manifest, signal)));
      const parts: PlannedObject[] = [];
      for (const one of planned) {
        if (!one.ok) return one;
        parts.push(one.value);
      }
      const files = spec.objects.flatMap(({ kind, metadata }) => ['-f', `${kind.toLowerCase()}-${metadata.name}.yaml`]);
      return ok({
        targets: parts.flatMap((one) => one.targets),
        changes: parts.flatMap((one) => one.changes),
        checks: parts.flatMap((one) => one.checks),
        equivalent: kubectl(connection, ['apply', '--server-side', '--field-manager=tminus', ...files]),
      });
    },
    async run(spec, plan, context): Promise<RunOutcome> {
      if (plan === null && !context.isGoal) return unplanned('Applying the manifests');
      const seen: Seen[] = [];
      for (const manifest of spec.objects) {
        if (context.signal.aborted) return cancelled(standing(seen));
        const stopped = await applyOne(connection, manifest, plan, context);
        if (stopped !== null) return withStanding(stopped, seen);
        seen.push({ what: nameOf(manifest), expected: 'as in its manifest', seen: 'as in its manifest', agrees: true });
      }
      const deployments = spec.objects.filter(({ kind }) => kind === 'Deployment').map(({ metadata }) => metadata.name);
      const rollouts = await Promise.all(
        deployments.map((name) => waitForRollout(connection, rolledOut(spec, name), true, context)),
      );
      const undone = rollouts.find((one) => one.kind !== 'done');
      return (
        undone ?? { kind: 'done', seen: [...seen, ...rollouts.flatMap((one) => (one.kind === 'done' ? one.seen : []))] }
      );
    },
    async look(spec, _plan, signal) {
      const seen: Seen[] = [];
      const pods: Seen[] = [];
      const there: string[] = [];
      for (const manifest of spec.objects) {
        const of = await manifestKind(connection, manifest, signal);
        if (!of.ok) return of;
        const tried = await tryManifest(
          connection,
          manifest,
          of.value,
          { isForced: true, comparesSecrets: true },
          signal,
        );
        if (!tried.ok) return tried;
        const { live, differences } = tried.value;
        if (live !== null && manifest.kind === 'Deployment') there.push(live.metadata.name);
        const open =
          live === null
            ? 'not there'
            : differences.map(({ path, from }) => `${fieldLabel(path)} ${shown(from)}`).join(', ');
        seen.push({
          what: nameOf(manifest),
          expected: 'as in its manifest',
          seen: open || 'as in its manifest',
          agrees: open === '',
        });
      }
      const agreeing = seen.filter((one) => one.agrees).length;
      const rollouts = await Promise.all(there.map((name) => lookAtRollout(connection, rolledOut(spec, name), signal)));
      let isSettled = true;
      for (const looked of rollouts) {
        if (!looked.ok) return looked;
        isSettled &&= looked.value.isSettled;
        pods.push(...looked.value.seen);
      }
      const isWhole = agreeing === seen.length && isSettled;
      return ok({ applied: isWhole ? 'yes' : agreeing === 0 ? 'no' : 'partly', seen: [...seen, ...pods] });
    },
  };
}

const rolledOut = ({ readyTimeoutMs }: ApplySpec, name: string): Goal => ({
  ...{ name, replicas: null, isRollout: true, timeoutMs: readyTimeoutMs },
});

async function planOne(
  connection: Connection,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<Result<PlannedObject, Fault>> {
  const of = await manifestKind(connection, manifest, signal);
  if (!of.ok) {
    if (of.error.retryable) return of;
    return ok({ targets: [], changes: [], checks: [{ what: nameOf(manifest), state: 'act', text: of.error.message }] });
  }
  const { group, plural } = of.value;
  const [rights, asked] = await Promise.all([
    rightsCheck(
      connection,
      ['get', 'create', 'patch'].map((verb) => ({ verb, group, resource: plural })),
    ),
    tryManifest(connection, manifest, of.value, { isForced: false, comparesSecrets: false }, signal),
  ]);
  const checks: Check[] = [rights];
  let tried = asked;
  if (!asked.ok) {
    checks.push(triedCheck(manifest, asked.error));
    // What a rollback, which may take fields over, would change is shown all the same.
    if (asked.error.cause === 'conflict')
      tried = await tryManifest(connection, manifest, of.value, { isForced: true, comparesSecrets: false }, signal);
  } else {
    checks.push({ what: 'dry run', state: 'good', text: `the cluster accepts ${nameOf(manifest)}` });
  }
  if (!tried.ok) return ok({ targets: [targetOf(connection, of.value, manifest.metadata.name)], changes: [], checks });
  const { live } = tried.value;
  const changes = changesFor(connection, manifest, tried.value);
  if (live !== null && changes.length > 0) {
    const { annotations, labels } = live.metadata;
    checks.push(
      ...(await selfHealCheck(connection, [{ kind: manifest.kind, name: live.metadata.name, annotations, labels }])),
    );
  }
  return ok({ targets: [targetOf(connection, of.value, manifest.metadata.name, live?.metadata.uid)], changes, checks });
}

/** Null once it is as the manifest says. The version that was read goes along: what moved in between is read again. */
async function applyOne(
  connection: Connection,
  manifest: Manifest,
  plan: OperationPlan | null,
  context: RunContext,
): Promise<RunOutcome | null> {
  const found = await untilRead(() => manifestKind(connection, manifest, context.signal), context);
  if (!found.ok) return failed(found.error);
  const of: ResourceKind = found.value;
  const { name } = manifest.metadata;
  let last: Tried | null = null;
  const changed = await applyGuarded<Tried>(
    {
      what: nameOf(manifest),
      async read(signal) {
        const tried = await tryManifest(
          connection,
          manifest,
          of,
          { isForced: context.isGoal, comparesSecrets: true },
          signal,
        );
        if (tried.ok) last = tried.value;
        return tried.ok || tried.error.cause !== 'conflict'
          ? tried
          : { ok: false, error: { ...tried.error, retryable: false } };
      },
      isReached: ({ live, differences }) => live !== null && differences.length === 0,
      changedSince: (tried) => changedSince(connection, manifest, tried, plan, context),
      patch: ({ live }) => [
        { op: 'test', path: '/metadata/resourceVersion', value: live?.metadata.resourceVersion ?? '' },
      ],
      async send() {
        context.progress(`${nameOf(manifest)}: applying it`);
        const resourceVersion = last?.live?.metadata.resourceVersion;
        const metadata = {
          ...manifest.metadata,
          annotations: { ...(manifest.metadata.annotations ?? {}), [changeCause]: context.cause },
          ...(resourceVersion === undefined ? {} : { resourceVersion }),
        };
        const result = await applyObject(
          connection,
          of,
          name,
          { ...manifest, metadata },
          { isDryRun: false, isForced: last?.isForced ?? context.isGoal },
        );
        return result.ok ? ok({ of, live: result.value, differences: [], isForced: context.isGoal }) : result;
      },
    },
    context,
  );
  return changed.kind === 'ended' ? changed.outcome : null;
}

function changedSince(
  connection: Connection,
  manifest: Manifest,
  tried: Tried,
  plan: OperationPlan | null,
  context: RunContext,
): readonly string[] {
  if (context.isGoal) return [];
  const { name } = manifest.metadata;
  const target = plan?.targets.find((one) => one.kind === manifest.kind && one.name === name);
  if (tried.live !== null && target?.uid !== undefined && target.uid !== tried.live.metadata.uid)
    return [`${nameOf(manifest)}: it was deleted and made anew`];
  const planned = new Map(
    plan?.changes
      .filter((one) => one.target.name === name && one.target.kind === manifest.kind)
      .map((one) => [one.field, one.from]),
  );
  return changesFor(connection, manifest, tried)
    .filter((one) => planned.get(one.field) !== one.from)
    .map((one) => `${nameOf(manifest)} ${one.field}`);
}

const standing = (seen: readonly Seen[]): string =>
  seen.length === 0 ? 'Nothing was applied.' : `Applied already: ${seen.map((one) => one.what).join(', ')}.`;

function withStanding(outcome: RunOutcome, seen: readonly Seen[]): RunOutcome {
  if (seen.length === 0) return outcome;
  const message = (words: string): string => `${words} ${standing(seen)}`;
  if (outcome.kind === 'failed' || outcome.kind === 'unknown')
    return { ...outcome, fault: { ...outcome.fault, message: message(outcome.fault.message) } };
  if (outcome.kind !== 'changed-since') return outcome;
  return failed({
    kind: 'fault',
    cause: 'conflict',
    message: message(`The manifests are applied half-way: ${outcome.fields.join(', ')} changed in between.`),
    hint: 'Plan it anew, or roll back.',
    retryable: false,
  });
}
