import { performance } from 'node:perf_hooks';
import type { V1Deployment, V1Pod } from '@kubernetes/client-node';
import type { Seen } from '#shared/domain/operation/plan.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { RunContext, RunOutcome } from '../operation-kind.ts';
import { cancelled, pause } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { isObserved, podsOf, readDeployment } from './deployments.ts';
import { readAutoscalers } from './find-autoscaler.ts';
import { inWords, isHopeless, isReady, isTerminating, podLine, podProblem } from './pods.ts';
import { setBackBy, whoSet } from './who-set.ts';

/** What a Deployment must come to. */
export type Goal = {
  readonly name: string;
  /** Null: as many as its spec says at each look. */
  readonly replicas: number | null;
  /** With `replicas` null: no fewer than this, e.g. since an autoscaler may add to them. */
  readonly atLeast?: number;
  readonly image?: { readonly container: string; readonly image: string };
  /** Every pod must be of the newest template: a rollout is under way, or may be. */
  readonly isRollout?: boolean;
  readonly timeoutMs: number;
};

type Look = { readonly deployment: V1Deployment; readonly pods: readonly V1Pod[] };
const pollMs = 500;

/**
 * Waits until the pods are really there, telling each pod's progress; gives up early in the cluster's own words. After a
 * change it must be so at two looks: a program that crashes as it starts counts as ready for a moment.
 */
export async function waitForRollout(
  connection: Connection,
  goal: Goal,
  wasChanged: boolean,
  context: RunContext,
): Promise<RunOutcome> {
  const deadline = performance.now() + goal.timeoutMs;
  const told = new Map<string, string>();
  let last: Look | null = null;
  let exceededBefore: string | undefined;
  let looksNeeded = wasChanged ? 2 : 1;

  for (;;) {
    if (context.signal.aborted) return cancelled(`${standing(goal, last)} The cluster goes on by itself.`);
    const looked = await look(connection, goal.name, context.signal);
    if (looked.ok) {
      exceededBefore ??= last === null ? (deadlineExceeded(looked.value.deployment)?.since ?? 'never') : 'never';
      last = looked.value;
      tell(last, goal, told, context);
      const seen = seenOf(goal, last);
      const isSo = isSettled(goal, last);
      if (isSo) looksNeeded -= wantedOf(goal, last.deployment) === 0 ? 2 : 1;
      else if (wasChanged) looksNeeded = 2;
      if (isSo && looksNeeded <= 0) return { kind: 'done', seen };
      const back = setBack(goal, last);
      if (back !== null) return { kind: 'not-effective', seen: [await named(connection, goal, back)] };
      const why = giveUp(goal, last, exceededBefore);
      if (why !== null) return { kind: 'failed', fault: why };
    } else if (!looked.error.retryable) {
      if (looked.error.cause !== 'cancelled') return { kind: 'failed', fault: looked.error };
    } else if (looked.error.cause !== 'cancelled') {
      context.progress(`waiting: ${looked.error.message}`);
    }
    if (performance.now() > deadline) return { kind: 'failed', fault: tooLate(goal, last) };
    await pause(pollMs, context.signal);
  }
}

/** What was expected of the Deployment and what is there. */
export async function lookAtRollout(connection: Connection, goal: Goal, signal: AbortSignal) {
  const looked = await look(connection, goal.name, signal);
  return looked.ok
    ? { ok: true as const, value: { isSettled: isSettled(goal, looked.value), seen: seenOf(goal, looked.value) } }
    : looked;
}

async function look(connection: Connection, name: string, signal: AbortSignal) {
  const deployment = await readDeployment(connection, name, signal);
  if (!deployment.ok) return deployment;
  const pods = await podsOf(connection, deployment.value, signal);
  return pods.ok ? { ok: true as const, value: { deployment: deployment.value, pods: pods.value } } : pods;
}

const wantedOf = ({ replicas, atLeast = 0 }: Goal, deployment: V1Deployment): number =>
  replicas ?? Math.max(deployment.spec?.replicas ?? 1, atLeast);
const imageOf = (deployment: V1Deployment, container: string): string =>
  deployment.spec?.template.spec?.containers.find((one) => one.name === container)?.image ?? 'none';
/** Pods that still hold connections: evicted or finished ones don't. */
const draining = (pods: readonly V1Pod[]): readonly V1Pod[] =>
  pods.filter((pod) => pod.status?.phase !== 'Failed' && pod.status?.phase !== 'Succeeded');

function isSettled(goal: Goal, { deployment, pods }: Look): boolean {
  const wanted = wantedOf(goal, deployment);
  const { replicas = 0, readyReplicas = 0, updatedReplicas = 0 } = deployment.status ?? {};
  if (!isObserved(deployment) || deployment.spec?.replicas !== wanted) return false;
  if (replicas !== wanted || readyReplicas !== wanted) return false;
  if ((goal.image !== undefined || goal.isRollout === true) && updatedReplicas !== wanted) return false;
  if (goal.image !== undefined && imageOf(deployment, goal.image.container) !== goal.image.image) return false;
  // "At zero" is claimed only when the last one has let go of its connections (reconciled 12).
  return wanted > 0 || draining(pods).length === 0;
}

function seenOf(goal: Goal, { deployment, pods }: Look): Seen[] {
  const wanted = wantedOf(goal, deployment);
  const ready = deployment.status?.readyReplicas ?? 0;
  const left = wanted === 0 ? draining(pods).length : 0;
  const seen: Seen[] = [
    {
      what: `${goal.name} ready pods`,
      expected: String(wanted),
      seen: left > 0 ? `${ready} (${left} still terminating)` : String(ready),
      agrees: ready === wanted && left === 0 && isObserved(deployment) && deployment.spec?.replicas === wanted,
    },
  ];
  if (goal.image === undefined) return seen;
  const image = imageOf(deployment, goal.image.container);
  const updated = deployment.status?.updatedReplicas ?? 0;
  seen.unshift({
    what: `${goal.name} image of ${goal.image.container}`,
    expected: goal.image.image,
    seen: image,
    agrees: image === goal.image.image,
  });
  seen.push({
    what: `${goal.name} pods on the new image`,
    expected: String(wanted),
    seen: String(updated),
    agrees: updated === wanted,
  });
  return seen;
}

/** What somebody else has set while we waited, and who by the object's own record; null when it is as we set it. */
function setBack(goal: Goal, { deployment }: Look): (Seen & { readonly isCount: boolean }) | null {
  const { name, replicas, image } = goal;
  const wanted = wantedOf(goal, deployment);
  if ((deployment.spec?.replicas ?? wanted) !== wanted) {
    const seen = setBackBy(String(deployment.spec?.replicas), whoSet(deployment, ['spec', 'replicas']));
    const expected = replicas === null ? `at least ${goal.atLeast}` : String(replicas);
    return { what: `${name} replicas`, expected, seen, agrees: false, isCount: true };
  }
  if (image === undefined || imageOf(deployment, image.container) === image.image) return null;
  const path = ['spec', 'template', 'spec', 'containers', image.container, 'image'];
  const seen = setBackBy(imageOf(deployment, image.container), whoSet(deployment, path));
  const what = `${name} image of ${image.container}`;
  return { what, expected: image.image, seen, agrees: false, isCount: false };
}

/** An autoscaler writes under the name of a controller that does much else: it is told by its own. */
async function named(
  connection: Connection,
  goal: Goal,
  { isCount, ...seen }: Seen & { readonly isCount: boolean },
): Promise<Seen> {
  const all = isCount ? await readAutoscalers(connection) : null;
  const owner = all?.ok === true ? all.value.find((one) => one.deployment === goal.name) : undefined;
  if (owner === undefined || /Argo CD/.test(seen.seen)) return seen;
  const text = `${seen.seen}; HorizontalPodAutoscaler ${owner.name} keeps it between ${owner.minimum} and ${owner.maximum}`;
  return { ...seen, seen: text };
}

/** A reason not to wait any longer, or null. */
function giveUp(goal: Goal, { deployment, pods }: Look, exceededBefore: string): Fault | null {
  const wanted = wantedOf(goal, deployment);
  const isBehind = (deployment.status?.updatedReplicas ?? 0) !== wanted;
  if (deployment.spec?.paused === true && (goal.image !== undefined || (goal.isRollout === true && isBehind))) {
    return gaveUp(
      `${goal.name} is paused: the newest pods aren't rolled out.`,
      `Resume it: kubectl rollout resume deployment/${goal.name}`,
    );
  }
  if (wanted > 0) {
    for (const pod of pods.filter((one) => !isTerminating(one) && runs(one, goal))) {
      const problem = podProblem(pod);
      if (problem !== null && isHopeless(problem))
        return gaveUp(`${goal.name}: pod ${problem.pod} can't start: ${inWords(problem)}`, hintFor(problem.reason));
    }
  }
  const exceeded = deadlineExceeded(deployment);
  if (exceeded !== null && isObserved(deployment) && exceeded.since !== exceededBefore)
    return gaveUp(`${goal.name}: ${exceeded.message}`);
  return null;
}

const runs = (pod: V1Pod, { image }: Goal): boolean =>
  image === undefined ||
  pod.spec?.containers.some((one) => one.name === image.container && one.image === image.image) === true;

function deadlineExceeded(deployment: V1Deployment): { readonly since: string; readonly message: string } | null {
  const condition = deployment.status?.conditions?.find(
    (one) => one.type === 'Progressing' && one.reason === 'ProgressDeadlineExceeded',
  );
  return condition === undefined
    ? null
    : { since: String(condition.lastTransitionTime ?? ''), message: condition.message ?? 'progress deadline exceeded' };
}

function hintFor(reason: string): string {
  if (reason === 'CrashLoopBackOff') return "Read the pod's log: the program ends by itself.";
  if (reason === 'CreateContainerConfigError') return 'A ConfigMap or Secret it needs is missing.';
  return 'Check the image name and tag, and that the cluster may pull it.';
}

function tell({ deployment, pods }: Look, goal: Goal, told: Map<string, string>, context: RunContext): void {
  const lines = pods.map((pod): [string, string] => [pod.metadata?.name ?? '', podLine(pod)]);
  const failure = deployment.status?.conditions?.find((one) => one.type === 'ReplicaFailure' && one.status === 'True');
  if (failure !== undefined) lines.push(['failure', `${goal.name}: ${failure.reason ?? ''}: ${failure.message ?? ''}`]);
  lines.push(['ready', `${goal.name}: ${pods.filter(isReady).length} of ${wantedOf(goal, deployment)} ready`]);
  for (const [key, line] of lines) {
    if (told.get(key) === line) continue;
    told.set(key, line);
    context.progress(line);
  }
}

function standing(goal: Goal, last: Look | null): string {
  if (last === null) return `${goal.name} was not looked at yet.`;
  return `${goal.name} is set to ${last.deployment.spec?.replicas} replicas, ${last.pods.filter(isReady).length} ready.`;
}

function tooLate(goal: Goal, last: Look | null): Fault {
  const waited = `${goal.name} wasn't ready after ${Math.round(goal.timeoutMs / 1000)} s.`;
  const unready =
    last?.pods
      .filter((pod) => !isReady(pod))
      .slice(0, 3)
      .map(podLine) ?? [];
  return {
    ...gaveUp([waited, last === null ? '' : standing(goal, last), unready.join('; ')].filter(Boolean).join(' ')),
    cause: 'timeout',
    retryable: true,
  };
}

const gaveUp = (message: string, hint?: string): Fault => ({
  kind: 'fault',
  cause: 'unavailable',
  message,
  retryable: false,
  ...(hint === undefined ? {} : { hint }),
});
