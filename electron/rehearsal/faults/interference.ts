import type { Interference } from '../kubernetes/api-server.ts';
import { ApiError, conflict, OBJECT_MODIFIED } from '../kubernetes/status.ts';
import type { Endpoint, Handler } from '../server/endpoint.ts';
import type { Exchange } from '../server/exchange.ts';
import type { Faults } from './faults.ts';
import type { Target } from './scenarios.ts';

const WRITES = ['POST', 'PUT', 'PATCH', 'DELETE'];
const LOOK_AGAIN_MS = 50;

const isOf = (pattern: string, value: string): boolean => pattern === '*' || pattern === value;

/** Holds a request without a word while its target hangs; then cuts it, as the client would see after a network cut. */
async function hang(faults: Faults, target: Target, exchange: Exchange): Promise<void> {
  while (faults.downMode(target) === 'hang' && !exchange.request.socket.destroyed) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  exchange.cut();
}

/** Wraps an endpoint's handler so that a target that is down hangs or answers 500 or 503. */
export function guarded(faults: Faults, target: Target, handler: Handler): Handler {
  return async (exchange) => {
    const mode = faults.downMode(target);
    if (mode === null) return handler(exchange);
    if (mode === 'hang') return hang(faults, target, exchange);
    if (mode === 'refuse') return exchange.cut();
    const code = Number(mode);
    const words =
      code === 503
        ? 'the server is currently unable to handle the request'
        : 'an error on the server has prevented the request from succeeding';
    exchange.json(code, new ApiError(code, code === 503 ? 'ServiceUnavailable' : 'InternalError', words).toStatus());
  };
}

/** The faults that hit single requests to the Kubernetes API: throttled, in conflict, answer lost. */
export const kubernetesInterference =
  (faults: Faults): Interference =>
  async (request, exchange) => {
    const { plural } = request.resource;
    const throttle = faults.hit('throttle', (fault) => fault.target === 'kubernetes' && isOf(fault.resource, plural));
    if (throttle) {
      throw new ApiError(
        429,
        'TooManyRequests',
        'Too many requests, please try again later.',
        { retryAfterSeconds: throttle.retryAfterS },
        { 'retry-after': String(throttle.retryAfterS) },
      );
    }
    const isChange = request.verb === 'update' || request.verb === 'patch';
    if (isChange && faults.hit('conflict-once', (fault) => isOf(fault.resource, plural)))
      throw conflict(request.resource, request.name, OBJECT_MODIFIED);
    const isDryRun = exchange.query.getAll('dryRun').includes('All');
    if (
      WRITES.includes(exchange.method) &&
      !isDryRun &&
      faults.hit('lose-answer', (fault) => fault.target === 'kubernetes' && isOf(fault.resource, plural))
    ) {
      exchange.losesAnswer = true;
    }
    return false;
  };

/** The same for the flag service and Slack; true when the request has been answered. */
export function interfere(faults: Faults, target: 'unleash' | 'slack', exchange: Exchange): boolean {
  const throttle = faults.hit('throttle', (fault) => fault.target === target);
  if (throttle) {
    const headers = { 'retry-after': String(throttle.retryAfterS) };
    exchange.json(
      429,
      target === 'slack'
        ? { ok: false, error: 'ratelimited' }
        : { name: 'TooManyRequestsError', message: 'Too many requests' },
      headers,
    );
    return true;
  }
  if (WRITES.includes(exchange.method) && faults.hit('lose-answer', (fault) => fault.target === target))
    exchange.losesAnswer = true;
  return false;
}

/** Takes endpoints down and up as faults say; one after another for each, however fast faults come and go. */
export function keepEndpoints(faults: Faults, endpoints: ReadonlyMap<Target, Endpoint>): void {
  const last = new Map<Target, Promise<void>>();
  const settle = async (target: Target, endpoint: Endpoint) => {
    if (faults.downMode(target) === 'refuse') await endpoint.refuse();
    else await endpoint.listen();
  };
  faults.onChange(async () => {
    for (const [target, endpoint] of endpoints) {
      const before = last.get(target) ?? Promise.resolve();
      const next = before
        .then(() => settle(target, endpoint))
        .catch((error: unknown) => console.error(`rehearsal: ${target} can't follow a fault:`, error));
      last.set(target, next);
    }
    await Promise.all(last.values());
  });
}
