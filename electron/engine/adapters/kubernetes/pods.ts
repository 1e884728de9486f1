import type { V1Pod } from '@kubernetes/client-node';
import type { PodProblem } from './port.ts';

/** Waiting reasons that don't heal by waiting: an action that waits for such a pod gives up at once. */
const hopeless = new Set([
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'CrashLoopBackOff',
  'CreateContainerConfigError',
  'CreateContainerError',
]);
/** Reasons of every healthy start. */
const ordinary = new Set(['ContainerCreating', 'PodInitializing']);

export const isHopeless = (problem: PodProblem): boolean => hopeless.has(problem.reason);
export const isTerminating = (pod: V1Pod): boolean => pod.metadata?.deletionTimestamp !== undefined;
export const isReady = (pod: V1Pod): boolean =>
  !isTerminating(pod) && pod.status?.conditions?.some((one) => one.type === 'Ready' && one.status === 'True') === true;

/** Why a pod isn't ready, in the cluster's words; null when it is, or when it is only starting. */
export function podProblem(pod: V1Pod): PodProblem | null {
  const name = pod.metadata?.name ?? '';
  for (const status of [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])]) {
    const waiting = status.state?.waiting;
    if (waiting?.reason !== undefined && !ordinary.has(waiting.reason)) {
      const last = status.lastState?.terminated;
      const exit =
        last === undefined
          ? ''
          : ` (last exit code ${last.exitCode}${last.reason === undefined ? '' : `, ${last.reason}`})`;
      return { pod: name, reason: waiting.reason, message: `${waiting.message ?? ''}${exit}`.trim() };
    }
    const dead = status.state?.terminated;
    if (dead !== undefined && dead.exitCode !== 0) {
      return { pod: name, reason: dead.reason ?? 'Error', message: dead.message ?? `exit code ${dead.exitCode}` };
    }
  }
  const placed = pod.status?.conditions?.find((one) => one.type === 'PodScheduled' && one.status === 'False');
  if (placed !== undefined)
    return { pod: name, reason: placed.reason ?? 'Unschedulable', message: placed.message ?? '' };
  if (pod.status?.phase === 'Failed')
    return { pod: name, reason: pod.status.reason ?? 'Failed', message: pod.status.message ?? '' };
  return null;
}

/** One line on a pod, as live output shows it. */
export function podLine(pod: V1Pod): string {
  const name = pod.metadata?.name ?? '';
  if (isTerminating(pod)) return `${name}: terminating`;
  if (isReady(pod)) return `${name}: ready`;
  const problem = podProblem(pod);
  if (problem !== null) return `${name}: ${inWords(problem)}`;
  const waiting = pod.status?.containerStatuses?.find((one) => one.state?.waiting !== undefined)?.state?.waiting
    ?.reason;
  return `${name}: ${waiting ?? (pod.status?.phase === 'Running' ? 'running, not ready yet' : (pod.status?.phase ?? 'unknown'))}`;
}

export const inWords = (problem: PodProblem): string =>
  problem.message === '' ? problem.reason : `${problem.reason}: ${problem.message}`;
