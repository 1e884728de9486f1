import { performance } from 'node:perf_hooks';
import type { Check, FieldChange, Noted, OperationPlan } from '#shared/domain/operation/plan.ts';
import type { RestoreSpec } from '#shared/domain/operation/spec.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { OperationKind, RunOutcome } from '../operation-kind.ts';
import { failed, unplanned } from '../outcome.ts';
import { rightsCheck } from './access.ts';
import type { Connection } from './connection.ts';
import {
  atLeastReplicasField,
  changeDeployment,
  deploymentTarget,
  type Field,
  imageField,
} from './deployment-change.ts';
import { dryRunRefused } from './dry-run.ts';
import { untilRead } from './guarded-change.ts';
import { valueAt } from './json-object.ts';
import { kubectl } from './kubectl.ts';
import { makeAnew } from './make-anew.ts';
import { manifestFor } from './manifest.ts';
import { type ClusterObject, createObject, readObject } from './objects.ts';
import { DEPLOYMENT } from './resource-kind.ts';
import { type Goal, lookAtRollout, waitForRollout } from './rollout.ts';
import { selfHealCheck } from './self-heal.ts';

const rights = ['get', 'create', 'patch'].map((verb) => ({ verb, group: 'apps', resource: 'deployments' }));
type There = ClusterObject | null;

/** `kubernetes.restore`: a Deployment comes back as the launch has noted it: made anew if it is gone, its count, every pod ready. */
export function createRestoreKind(
  connection: Connection,
  noted: () => Readonly<Record<string, Noted>>,
): OperationKind<RestoreSpec> {
  const goal = ({ deployment, image, readyTimeoutMs }: RestoreSpec): Goal => {
    const was = noted()[deployment];
    return {
      ...{ name: deployment, replicas: null, timeoutMs: readyTimeoutMs },
      ...(was === undefined ? {} : { atLeast: was.replicas }),
      ...(image === undefined ? {} : { image }),
    };
  };
  const fields = ({ deployment, image }: RestoreSpec): Field[] => {
    const was = noted()[deployment];
    return [
      ...(image === undefined ? [] : [imageField(image)]),
      ...(was === undefined ? [] : [atLeastReplicasField(was.replicas)]),
    ];
  };

  async function readThere(name: string, signal: AbortSignal): Promise<Result<There, Fault>> {
    const read = await readObject(connection, DEPLOYMENT, name, signal);
    if (!read.ok) return read.error.cause === 'not-found' ? ok(null) : read;
    return ok(read.value.metadata.deletionTimestamp === undefined ? read.value : null);
  }

  return {
    kind: 'kubernetes.restore',
    async plan(spec, signal): Promise<Result<OperationPlan, Fault>> {
      const { deployment } = spec;
      const [may, there] = await Promise.all([rightsCheck(connection, rights), readThere(deployment, signal)]);
      if (!there.ok) return there;
      const was = noted()[deployment];
      const target = deploymentTarget(connection, deployment, there.value?.metadata.uid);
      const refused = impossible(deployment, there.value, was);
      const checks: Check[] = [may];
      if (refused !== null) checks.push({ what: `Deployment ${deployment}`, state: 'act', text: refused.message });
      if (there.value === null) {
        const tried = was === undefined ? [] : [await tryToMake(spec, was, signal)];
        const to = `made anew with ${was?.replicas ?? 'no'} pods`;
        const changes: FieldChange[] = was === undefined ? [] : [{ target, field: 'Deployment', from: 'gone', to }];
        const equivalent = kubectl(connection, ['create', '-f', `${deployment}.json`]);
        return ok({ targets: [target], changes, checks: [...checks, ...tried], equivalent });
      }
      const changes = changesOf(spec, there.value, was, target);
      const { annotations, labels } = there.value.metadata;
      if (changes.length > 0)
        checks.push(
          ...(await selfHealCheck(connection, [{ kind: 'Deployment', name: deployment, annotations, labels }])),
        );
      return ok({ targets: [target], changes, checks, equivalent: byHand(connection, spec, was) });
    },
    async run(spec, plan, context): Promise<RunOutcome> {
      if (plan === null && !context.isGoal) return unplanned(`Restoring ${spec.deployment}`);
      const deadline = performance.now() + spec.readyTimeoutMs;
      const was = noted()[spec.deployment];
      const there = await untilRead(() => readThere(spec.deployment, context.signal), context);
      if (!there.ok) return failed(there.error);
      const refused = impossible(spec.deployment, there.value, was);
      if (refused !== null) return failed(refused);
      let wasChanged = there.value === null;
      if (there.value === null && was !== undefined) {
        const made = await makeAnew(connection, spec.deployment, manifestFor(was, spec.image), deadline, context);
        if (made !== null) return made;
      }
      for (const field of fields(spec)) {
        const changed = await changeDeployment(connection, spec.deployment, field, plan, {
          ...context,
          isGoal: context.isGoal || wasChanged,
        });
        if (changed.kind === 'ended') return changed.outcome;
        wasChanged ||= changed.wasChanged;
      }
      const timeoutMs = Math.max(0, deadline - performance.now());
      return waitForRollout(connection, { ...goal(spec), timeoutMs }, wasChanged, context);
    },
    async look(spec, _plan, signal) {
      const there = await readThere(spec.deployment, signal);
      if (!there.ok) return there;
      if (there.value === null) {
        const seen = { what: `Deployment ${spec.deployment}`, expected: 'there', seen: 'gone', agrees: false };
        return ok({ applied: 'no', seen: [seen] });
      }
      const hasNone = impossible(spec.deployment, there.value, noted()[spec.deployment]) !== null;
      const looked = await lookAtRollout(connection, goal(spec), signal);
      if (!looked.ok) return looked;
      const { isSettled, seen } = looked.value;
      return ok({ applied: hasNone ? 'no' : isSettled ? 'yes' : 'partly', seen });
    },
  };

  async function tryToMake(spec: RestoreSpec, was: Noted, signal: AbortSignal): Promise<Check> {
    const { deployment } = spec;
    const tried = await createObject(connection, DEPLOYMENT, deployment, manifestFor(was, spec.image), true, signal);
    return tried.ok ? { what: 'dry run', state: 'good', text: 'the cluster accepts it' } : dryRunRefused(tried.error);
  }
}

const replicasOf = (there: ClusterObject): number => Number(valueAt(there, ['spec', 'replicas']) ?? 1);

/** Nothing was noted, so nobody knows how it was. */
function impossible(name: string, there: There, was: Noted | undefined): Fault | null {
  if (was !== undefined) return null;
  const replicas = there === null ? null : replicasOf(there);
  if (replicas !== null && replicas !== 0) return null;
  const state = replicas === null ? 'is gone' : 'has no pods';
  return {
    kind: 'fault',
    cause: 'invalid',
    message: `Deployment ${name} ${state}, and this launch has not noted how it was: it can't be brought back from here.`,
    hint:
      replicas === null
        ? 'Apply its manifest from your repository, then go on.'
        : 'Scale it by hand to the count it needs, then go on.',
    retryable: false,
  };
}

function changesOf(
  spec: RestoreSpec,
  there: ClusterObject,
  was: Noted | undefined,
  target: FieldChange['target'],
): FieldChange[] {
  const image = spec.image && valueAt(there, ['spec', 'template', 'spec', 'containers', spec.image.container, 'image']);
  const replicas = replicasOf(there);
  // Pods that were added since it was noted aren't taken away.
  const count = Math.max(was?.replicas ?? 0, replicas);
  return [
    ...(spec.image === undefined || image === spec.image.image
      ? []
      : [{ target, field: imageField(spec.image).label, from: String(image ?? 'none'), to: spec.image.image }]),
    ...(replicas === count ? [] : [{ target, field: 'spec.replicas', from: String(replicas), to: String(count) }]),
  ];
}

function byHand(connection: Connection, { deployment, image }: RestoreSpec, was: Noted | undefined): string {
  const name = `deployment/${deployment}`;
  return [
    ...(image === undefined ? [] : [kubectl(connection, ['set', 'image', name, `${image.container}=${image.image}`])]),
    ...(was === undefined ? [] : [kubectl(connection, ['scale', name, `--replicas=${was.replicas}`])]),
    kubectl(connection, ['rollout', 'status', name]),
  ].join('\n');
}
