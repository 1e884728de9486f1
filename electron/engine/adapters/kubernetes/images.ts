import type { V1Pod } from '@kubernetes/client-node';
import { ok } from '#shared/lib/result.ts';
import { fullImageName } from '../image-name.ts';
import type { Connection } from './connection.ts';
import type { ImagesSeen } from './port.ts';

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
