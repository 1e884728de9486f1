import type { AutoscalerSeen } from '../../adapters/kubernetes/port.ts';
import { bad, good, noAnswer, unknown } from '../finding.ts';
import { connected } from '../parts.ts';

/** Able to scale, and getting the metrics it scales by. */
const wanted = ['AbleToScale', 'ScalingActive'];

const failing = (one: AutoscalerSeen): string[] =>
  one.conditions.flatMap(({ type, isTrue, text }) =>
    wanted.includes(type) && !isTrue ? [`${one.name} is not ${type}${text === '' ? '' : `: ${text}`}`] : [],
  );

/** Each autoscaler says that it can scale. */
export const lookAtAutoscalers = connected<'autoscaler'>(async (check, { outside }, signal) => {
  const seen = await outside.cluster.autoscalers(signal);
  if (!seen.ok) return noAnswer(seen.error);
  const named = check.names.map((name) => [name, seen.value.find((one) => one.name === name)] as const);
  const troubles = named.flatMap(([name, one]) =>
    one === undefined ? [`there is no autoscaler ${name}`] : failing(one),
  );
  if (troubles.length > 0) return bad(`${troubles.slice(0, 3).join('; ')}.`);
  const silent = named.find(([, one]) => wanted.some((type) => !one?.conditions.some((said) => said.type === type)));
  if (silent !== undefined) return unknown(`${silent[0]} does not say yet whether it can scale.`);
  return good(`${named.length} autoscalers are able to scale and get their metrics.`);
});
