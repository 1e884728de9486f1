import type { V1Pod } from '@kubernetes/client-node';
import type { Check } from '#shared/domain/operation/plan.ts';
import { ok } from '#shared/lib/result.ts';
import { fullImageName } from '../image-name.ts';
import type { Connection } from './connection.ts';
import type { ImagesSeen } from './port.ts';
import { sharedAnswers } from './shared-answers.ts';

/** Images that lie on nodes, and those that pods of the namespace have run: a pod that only waits for one proves nothing. */
export async function seenImages(connection: Connection, signal?: AbortSignal): Promise<ImagesSeen> {
  const { namespace } = connection.place;
  const [nodes, pods] = await Promise.all([
    connection.call({ verb: 'list', resource: 'nodes' }, ({ core }, options) => core.listNode({}, options), signal),
    connection.call(
      { verb: 'list', resource: 'pods' },
      ({ core }, options) => core.listNamespacedPod({ namespace }, options),
      signal,
    ),
  ]);
  return {
    onNodes: nodes.ok
      ? ok(
          byName(
            nodes.value.items.flatMap((node) =>
              (node.status?.images ?? [])
                .flatMap(({ names }) => names ?? [])
                .map((image): [string, string] => [image, node.metadata?.name ?? '']),
            ),
          ),
        )
      : nodes,
    inPods: pods.ok
      ? ok(
          byName(
            pods.value.items.flatMap((pod) =>
              pulledImages(pod).map((image): [string, string] => [image, pod.metadata?.name ?? '']),
            ),
          ),
        )
      : pods,
  };
}

const shared = sharedAnswers<ImagesSeen>();

/** Whether an image can be had: where it lies or runs already. Its registry isn't asked here; readiness does that. */
export async function imageCheck(connection: Connection, image: string): Promise<Check> {
  const what = 'image';
  const seen = await shared(connection, 'images', async () => ok(await seenImages(connection)));
  if (!seen.ok) return { what, state: 'unknown', text: seen.error.message };
  const { onNodes, inPods } = seen.value;
  const full = fullImageName(image);
  const node = onNodes.ok ? onNodes.value.get(full) : undefined;
  if (node !== undefined) return { what, state: 'good', text: `${image} lies on node ${node}` };
  const pod = inPods.ok ? inPods.value.get(full) : undefined;
  if (pod !== undefined) return { what, state: 'good', text: `${image} runs in pod ${pod}` };
  if (!onNodes.ok || !inPods.ok) {
    const why = onNodes.ok ? (inPods.ok ? '' : inPods.error.message) : onNodes.error.message;
    return { what, state: 'unknown', text: `whether ${image} is there can't be seen: ${why}` };
  }
  return {
    what,
    state: 'watch',
    text: `${image} is on no node and in no pod: it must be pulled, which shows when pods start`,
  };
}

const byName = (found: readonly (readonly [image: string, where: string])[]): ReadonlyMap<string, string> =>
  new Map(found.map(([image, where]) => [fullImageName(image), where]));

/** By the names that the spec gives them: a status may show another tag of the same image. */
function pulledImages(pod: V1Pod): string[] {
  const asked = new Map(
    [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].map((one) => [one.name, one.image]),
  );
  return [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])].flatMap((status) => {
    const hasRun =
      status.state?.running !== undefined || status.state?.terminated !== undefined || status.restartCount > 0;
    const image = asked.get(status.name);
    return hasRun && image !== undefined ? [image] : [];
  });
}
