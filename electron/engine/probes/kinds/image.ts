import { fullImageName } from '../../adapters/image-name.ts';
import type { ImagesSeen } from '../../adapters/kubernetes/port.ts';
import { bad, type Finding, good, unknown } from '../finding.ts';
import type { Look, ProbeParts } from '../parts.ts';

/** Each image lies on a node, has run in a pod, or its registry says that it can be pulled. Works without a cluster too. */
export const lookAtImages: Look<'image'> = async (check, parts, signal) => {
  const seen = parts.outside === null ? null : await parts.outside.cluster.images(signal);
  const findings = await Promise.all(check.images.map((image) => lookAtImage(image, seen, parts, signal)));
  const worst = findings.find((one) => one.verdict === 'bad') ?? findings.find((one) => one.verdict === 'unknown');
  if (worst !== undefined) return worst;
  if (findings.length === 1 && findings[0] !== undefined) return findings[0];
  return good(`${findings.length} images can be had: ${findings.map((one) => one.text).join(' ')}`);
};

async function lookAtImage(
  image: string,
  seen: ImagesSeen | null,
  { looks }: ProbeParts,
  signal: AbortSignal,
): Promise<Finding> {
  const name = fullImageName(image);
  const node = seen?.onNodes.ok ? seen.onNodes.value.get(name) : undefined;
  if (node !== undefined) return good(`${image} lies on ${node}.`);
  const pod = seen?.inPods.ok ? seen.inPods.value.get(name) : undefined;
  if (pod !== undefined) return good(`${image} runs in ${pod}.`);
  const asked = await looks.registry.has(image, signal);
  if (asked.ok && asked.value.isThere) return good(`${image} is in its registry.`, asked.value.latencyMs);
  if (asked.ok) return bad(`${image} is not in its registry.`, asked.value.latencyMs);
  const cluster = seen === null ? '' : seen.inPods.ok ? ' No node or pod has it.' : ` ${seen.inPods.error.message}`;
  return unknown(`${asked.error.message}${cluster}`);
}
