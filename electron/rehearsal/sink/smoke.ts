import type { Exchange } from '../server/exchange.ts';
import type { TrafficModel } from '../traffic/model.ts';
import type { World } from '../world/world.ts';

/** From this part of failing requests on a service does not pass its smoke test. */
const PASSING_RATIO = 0.01;

/**
 * Smoke tests, for scripts: `/smoke` lists the services, one a line; `/smoke/SERVICE/SUBSET` says in one line whether the
 * subset does its work now: 200, or 503 when it has no ready pod or more than 1 % of its requests fail.
 */
export async function handleSmoke(
  exchange: Exchange,
  world: World,
  model: TrafficModel | undefined,
  path: readonly string[],
): Promise<void> {
  const [service, subset, ...more] = path;
  if (service === undefined) return exchange.text(200, `${world.services.map(({ name }) => name).join('\n')}\n`);
  if (subset === undefined || more.length > 0 || !world.services.some(({ name }) => name === service))
    return exchange.text(404, 'Served here: /smoke, /smoke/SERVICE/SUBSET.\n');
  const seen = model?.lookNow(service, subset);
  if (!seen) return exchange.text(503, `${service} has no ${subset}\n`);
  const pods = `${seen.readyPods} ready ${seen.readyPods === 1 ? 'pod' : 'pods'}`;
  const errors = `${(seen.load.errorRatio * 100).toFixed(2)} % of its requests fail`;
  const isPassed = seen.readyPods > 0 && seen.load.errorRatio <= PASSING_RATIO;
  exchange.text(isPassed ? 200 : 503, `${pods}, ${errors}\n`);
}
