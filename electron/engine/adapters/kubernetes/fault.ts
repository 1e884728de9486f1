import { z } from 'zod';
import type { Fault } from '#shared/lib/trouble.ts';
import { parseJson } from '../http/http-client.ts';
import { type Doing, lost, networkFault } from '../network-fault.ts';

/** A call in words: verb and resource as RBAC spells them, so that a refusal names exactly what is missing. */
export type Ask = {
  readonly verb: 'get' | 'list' | 'watch' | 'create' | 'patch' | 'delete';
  /** e.g. `deployments.apps`. */
  readonly resource: string;
  readonly name?: string;
  /** A dry run changes nothing whatever its verb is. */
  readonly isDryRun?: boolean;
};

export type Place = {
  readonly context: string;
  readonly namespace: string;
  readonly user: string;
  readonly server: string;
};

const Status = z.looseObject({
  kind: z.literal('Status'),
  message: z.string().optional(),
  reason: z.string().optional(),
  details: z
    .looseObject({
      retryAfterSeconds: z.number().optional(),
      causes: z.array(z.looseObject({ field: z.string().optional(), message: z.string().optional() })).optional(),
    })
    .nullish(),
});

const thing = (ask: Ask): string => (ask.name === undefined ? ask.resource : `${ask.resource}/${ask.name}`);

/** A call in words: `get namespaces/kube-system in media`. */
export function doingOf(ask: Ask, place: Place): Doing {
  const what = `${ask.isDryRun === true ? 'try to ' : ''}${ask.verb} ${thing(ask)} in ${place.namespace}`;
  return { what, where: `cluster ${place.context} (${place.server})`, changes: isChange(ask) };
}

/** Classifies what a call of the client threw, once. The library's message holds headers and bodies and is never shown. */
export function kubernetesFault(error: unknown, ask: Ask, place: Place, signal?: AbortSignal): Fault {
  const doing = doingOf(ask, place);
  const { what } = doing;
  if (!isApiException(error)) return networkFault(error, doing, signal);

  const parsed = Status.safeParse(typeof error.body === 'string' ? parseJson(error.body) : error.body);
  const said = parsed.success ? sentence(parsed.data) : `an answer that isn't Kubernetes' own (${error.code})`;
  const after = retryAfter(error, parsed.success ? parsed.data.details?.retryAfterSeconds : undefined);
  const raw = typeof error.body === 'string' ? { raw: error.body.slice(0, 2_000) } : {};
  const fault = (cause: Fault['cause'], message: string, retryable: boolean, hint?: string): Fault => ({
    kind: 'fault',
    cause,
    message,
    retryable,
    ...raw,
    ...after,
    ...(hint === undefined ? {} : { hint }),
  });

  switch (error.code) {
    case 401:
      return fault(
        'unauthenticated',
        `Could not ${what}: cluster ${place.context} doesn't accept the credentials of ${place.user}.`,
        false,
        'Log in again or choose another kubeconfig, then reconnect.',
      );
    case 403:
      return forbidden(said, ask, place, fault);
    case 404:
      return fault('not-found', `There is no ${thing(ask)} in ${place.namespace} (context ${place.context}).`, false);
    case 409:
      return fault(
        'conflict',
        `Could not ${what}: ${said}.`,
        true,
        'It was changed at the same moment: it is read again.',
      );
    case 429:
      return fault('rate-limited', `Could not ${what}: the cluster asks to slow down.`, true);
    case 410:
    case 504:
      return { ...lost(doing, 'timeout', said), ...raw };
  }
  if (error.code >= 500)
    return {
      ...lost(doing, error.code === 503 ? 'unavailable' : 'unexpected', `the cluster answered ${error.code}: ${said}`),
      ...raw,
      ...after,
    };
  return fault('invalid', `The cluster refused to ${what}: ${said}.`, false);
}

/** RBAC says `User "x" cannot patch resource "y"`; anything else with 403 is an admission rule speaking. */
function forbidden(
  said: string,
  ask: Ask,
  place: Place,
  fault: (cause: Fault['cause'], message: string, retryable: boolean, hint?: string) => Fault,
): Fault {
  const user = /User "([^"]+)" cannot/.exec(said)?.[1];
  if (user === undefined)
    return fault(
      'forbidden',
      `The cluster refused to ${ask.verb} ${thing(ask)} in ${place.namespace}: ${said}.`,
      false,
    );
  return fault(
    'forbidden',
    `${user} may not ${ask.verb} ${thing(ask)} in ${place.namespace} (context ${place.context}).`,
    false,
    `Ask the cluster's owner for the right to ${ask.verb} ${ask.resource}, or use another context.`,
  );
}

export const isChange = (ask: Ask): boolean =>
  ask.isDryRun !== true &&
  (ask.verb === 'patch' || ask.verb === 'delete' || (ask.verb === 'create' && !/reviews/.test(ask.resource)));

type ApiExceptionShape = { readonly code: number; readonly body: unknown; readonly headers: unknown };
/** By shape: the client's classes are only loaded when first needed. */
function isApiException(error: unknown): error is ApiExceptionShape {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'number' && 'body' in error && 'headers' in error
  );
}

function sentence(status: z.infer<typeof Status>): string {
  const causes = (status.details?.causes ?? []).map((one) => [one.field, one.message].filter(Boolean).join(': '));
  const words = status.message ?? causes.join('; ');
  return (words === '' ? (status.reason ?? 'no reason given') : words).replace(/\.+$/, '').slice(0, 500);
}

/** However long a cluster asks to be left alone: a rollback doesn't stand still for minutes on its word. */
const longestWaitMs = 10_000;

function retryAfter(error: ApiExceptionShape, seconds: number | undefined): { retryAfterMs?: number } {
  const header =
    typeof error.headers === 'object' && error.headers !== null && 'retry-after' in error.headers
      ? Number(error.headers['retry-after'])
      : Number.NaN;
  const value = Number.isFinite(header) ? header : seconds;
  return value === undefined ? {} : { retryAfterMs: Math.min(Math.max(0, value * 1000), longestWaitMs) };
}
