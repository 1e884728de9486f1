import type { DeploymentSeen } from '../../adapters/kubernetes/port.ts';
import { bad, good, noAnswer, unknown } from '../finding.ts';
import { connected } from '../parts.ts';

/** What keeps one from being as it is wanted; null when nothing does. */
function trouble(name: string, one: DeploymentSeen | undefined, replicas: number | undefined): string | null {
  if (one === undefined) return `there is no Deployment ${name}`;
  if (replicas !== undefined && one.wanted !== replicas) return `${name} has ${one.wanted} replicas, not ${replicas}`;
  if (replicas !== undefined && one.ready !== replicas) return `${name}: ${one.ready} of ${replicas} pods ready`;
  return one.isAvailable ? null : `${name} is not Available: ${one.ready} of ${one.wanted} pods ready`;
}

/** The Deployments are there and say `Available`. */
export const lookAtAvailability = connected<'deployment-available'>(async (check, { outside }, signal) => {
  const seen = await outside.cluster.deployments(signal);
  if (!seen.ok) return noAnswer(seen.error);
  const named = check.deployments.map((name) => [name, seen.value.find((one) => one.name === name)] as const);
  const troubles = named.flatMap(([name, one]) => trouble(name, one, check.replicas) ?? []);
  if (troubles.length > 0)
    return bad(`${troubles.slice(0, 3).join('; ')}${troubles.length > 3 ? `; and ${troubles.length - 3} more` : ''}.`);
  const stale = named.find(([, one]) => one?.isObserved !== true);
  if (stale !== undefined) return unknown(`The cluster has not looked at ${stale[0]} since it was changed.`);
  const count = check.replicas === undefined ? '' : ` with ${check.replicas} replicas each`;
  return good(`${named.length} Deployments are available${count}.`);
});
