import type { JsonObject } from '../../json.ts';
import { at, isObject, isSame, listAt, numberAt, objectAt, textAt } from '../../json.ts';
import { chance } from '../../noise.ts';
import { conditionOf, nameOf, timestamp } from '../object.ts';

export type ContainerState =
  | { readonly is: 'waiting'; readonly reason: string; readonly message?: string }
  | { readonly is: 'running'; readonly isReady: boolean }
  | { readonly is: 'terminated'; readonly exitCode: number; readonly reason: string };

function stateOf(state: ContainerState, held: JsonObject): JsonObject {
  const now = timestamp(Date.now());
  switch (state.is) {
    case 'waiting':
      return { waiting: { reason: state.reason, ...(state.message === undefined ? {} : { message: state.message }) } };
    case 'running':
      return { running: { startedAt: textAt(held, 'state', 'running', 'startedAt') || now } };
    case 'terminated':
      return {
        terminated: {
          exitCode: state.exitCode,
          reason: state.reason,
          startedAt: textAt(held, 'state', 'running', 'startedAt') || now,
          finishedAt: now,
        },
      };
  }
}

function phaseOf(state: ContainerState, pod: JsonObject): string {
  if (state.is === 'running') return 'Running';
  if (state.is === 'terminated' && textAt(pod, 'spec', 'restartPolicy') !== 'Always')
    return state.exitCode === 0 ? 'Succeeded' : 'Failed';
  return textAt(pod, 'status', 'containerStatuses', 0, 'lastState', 'terminated', 'reason') || state.is === 'terminated'
    ? 'Running'
    : 'Pending';
}

function condition(pod: JsonObject, type: string, isTrue: boolean, reason: string): JsonObject {
  const held = conditionOf(pod, type);
  const status = isTrue ? 'True' : 'False';
  const isUnchanged = textAt(held, 'status') === status;
  return {
    type,
    status,
    lastProbeTime: null,
    lastTransitionTime: isUnchanged ? textAt(held, 'lastTransitionTime') : timestamp(Date.now()),
    ...(isTrue || !reason ? {} : { reason, message: 'containers with unready status' }),
  };
}

/** A pod's status when all of its containers are in `state`. */
export function podStatus(pod: JsonObject, state: ContainerState, restarts: number): JsonObject {
  const isReady = state.is === 'running' && state.isReady;
  const containerStatuses = listAt(pod, 'spec', 'containers')
    .filter(isObject)
    .map((container) => {
      const held = objectAt(
        listAt(pod, 'status', 'containerStatuses').find((each) => textAt(each, 'name') === textAt(container, 'name')),
      );
      const ended = at(held, 'state', 'terminated');
      const lastState =
        ended !== undefined && state.is !== 'terminated' ? { terminated: ended } : objectAt(held, 'lastState');
      return {
        name: textAt(container, 'name'),
        image: textAt(container, 'image'),
        imageID:
          state.is === 'waiting' && restarts === 0
            ? ''
            : `sha256:${Math.floor(chance(textAt(container, 'image')) * 2 ** 48)
                .toString(16)
                .padStart(12, '0')}`,
        ready: isReady,
        started: state.is === 'running',
        restartCount: Math.max(restarts, numberAt(held, 0, 'restartCount')),
        state: stateOf(state, held),
        lastState,
      };
    });
  const hasEnded = ['Succeeded', 'Failed'].includes(phaseOf(state, pod));
  const reason = hasEnded ? 'PodCompleted' : 'ContainersNotReady';
  const status: JsonObject = {
    ...objectAt(pod, 'status'),
    phase: phaseOf(state, pod),
    conditions: [
      condition(pod, 'Initialized', true, ''),
      condition(pod, 'Ready', isReady, reason),
      condition(pod, 'ContainersReady', isReady, reason),
      condition(pod, 'PodScheduled', true, ''),
    ],
    containerStatuses,
    hostIP: '10.0.0.1',
    podIP: `10.244.${Math.floor(chance(nameOf(pod), 'a') * 250)}.${1 + Math.floor(chance(nameOf(pod), 'b') * 250)}`,
    startTime: textAt(pod, 'status', 'startTime') || timestamp(Date.now()),
  };
  return isSame(status, pod.status) ? objectAt(pod, 'status') : status;
}
