import { bad, good, noAnswer, unknown } from '../finding.ts';
import { connected } from '../parts.ts';

/** Every pod of the Deployments is ready and none is in trouble. A Deployment without pods shows nothing: unknown. */
export const lookAtPods = connected<'pods-healthy'>(async (check, { outside }, signal) => {
  const seen = await outside.cluster.deployments(signal);
  if (!seen.ok) return noAnswer(seen.error);
  const named = check.deployments.map((name) => [name, seen.value.find((one) => one.name === name)] as const);
  const troubles = named.flatMap(([name, one]) => {
    if (one === undefined) return [`there is no Deployment ${name}`];
    const first = one.problems[0];
    if (first !== undefined)
      return [`${first.pod}: ${first.reason}${first.message === '' ? '' : ` (${first.message})`}`];
    return one.ready < one.wanted ? [`${name}: ${one.ready} of ${one.wanted} pods ready`] : [];
  });
  if (troubles.length > 0) return bad(`${troubles.slice(0, 3).join('; ')}${more(troubles.length - 3)}.`);
  const unclear = named.flatMap(([name, one]) => {
    if (one?.wanted === 0) return [`${name} is scaled to zero`];
    return one?.isObserved === true ? [] : [`the cluster has not looked at ${name} since it was changed`];
  });
  if (unclear.length > 0) return unknown(`${unclear.slice(0, 3).join('; ')}${more(unclear.length - 3)}.`);
  const ready = named.reduce((sum, [, one]) => sum + (one?.ready ?? 0), 0);
  return good(`${ready} pods of ${named.length} Deployments ready.`);
});

const more = (count: number): string => (count > 0 ? `; and ${count} more` : '');
