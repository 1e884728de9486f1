import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { createHttpClient, type HttpAnswer, parseJson, retryAfterMs, statusFault } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import type { OpenFlagPort } from './port.ts';

export type LaunchDarklySettings = {
  readonly url: string;
  readonly token: string;
  readonly project: string;
  readonly caFile?: string | undefined;
  /** Why it can't be asked at all. */
  readonly lacks?: Fault | undefined;
};

const Flag = z.object({ environments: z.record(z.string(), z.object({ on: z.boolean() })).optional() });
const Failure = z.object({ code: z.string().optional(), message: z.string().optional() });
/** Without the domain model the body is read as a JSON Patch and refused. */
const SEMANTIC_PATCH = 'application/json; domain-model=launchdarkly.semanticpatch';

/** The limit of the account says when it begins anew, the limit of an address how long to wait. */
function waitMs({ headers }: HttpAnswer): number | undefined {
  const after = retryAfterMs(headers, Date.now());
  const reset = Number(headers['x-ratelimit-reset']);
  return after ?? (Number.isFinite(reset) && reset > 0 ? Math.max(0, reset - Date.now()) : undefined);
}

function failure(answer: HttpAnswer, doing: Doing): Fault {
  const said = Failure.safeParse(parseJson(answer.body));
  const words = said.success ? [said.data.message, said.data.code].filter(Boolean).join(', ') : '';
  const fault = statusFault(answer, doing, words);
  if (answer.status === 405)
    return {
      ...fault,
      cause: 'approval-required',
      hint: 'LaunchDarkly asks for an approval here: have the request approved and applied there.',
    };
  // Somebody else wrote in the same moment. On and off are absolute: sending it again does no harm.
  if (answer.status === 409) return { ...fault, retryable: true };
  const after = answer.status === 429 ? waitMs(answer) : undefined;
  return after === undefined ? fault : { ...fault, retryAfterMs: after };
}

/** LaunchDarkly's REST API, version 2: semantic patches, which are done whole or not at all. */
export function createLaunchDarkly(settings: LaunchDarklySettings): OpenFlagPort {
  const http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
  const base = settings.url.replace(/\/+$/, '');
  const where = `LaunchDarkly project ${settings.project}`;
  const headers = { authorization: settings.token, accept: 'application/json' };
  const address = (flag: string): string =>
    `${base}/api/v2/flags/${encodeURIComponent(settings.project)}/${encodeURIComponent(flag)}`;

  const patch = (
    { flag, environment, on, cause, isDryRun }: PatchAsk,
    doing: Doing,
    signal: AbortSignal | undefined,
  ): Promise<Result<HttpAnswer, Fault>> =>
    http.send(
      {
        method: 'PATCH',
        url: `${address(flag)}${isDryRun ? '?dryRun=true' : ''}`,
        headers: { ...headers, 'content-type': SEMANTIC_PATCH },
        body: JSON.stringify({
          environmentKey: environment,
          ...(cause === undefined ? {} : { comment: `Tminus ${cause}` }),
          instructions: [{ kind: on ? 'turnFlagOn' : 'turnFlagOff' }],
        }),
        signal,
      },
      doing,
    );

  return {
    service: 'launchdarkly',
    where: settings.project,
    async read(flag, environment, signal) {
      const doing: Doing = { what: `read the flag ${flag} in ${environment}`, where, changes: false };
      const url = `${address(flag)}?env=${encodeURIComponent(environment)}`;
      const answer = await http.send({ method: 'GET', url, headers, signal }, doing);
      if (!answer.ok) return answer;
      if (answer.value.status !== 200) return err(failure(answer.value, doing));
      const seen = Flag.safeParse(parseJson(answer.value.body));
      if (!seen.success) return err(statusFault(answer.value, doing, 'it answered with something that is no flag'));
      const isOn = seen.data.environments?.[environment]?.on;
      return isOn === undefined ? err(noEnvironment(doing, environment)) : ok({ flag, environment, isOn });
    },
    async set(flag, environment, on, signal, cause): Promise<Result<void, Fault>> {
      const doing: Doing = {
        what: `turn the flag ${flag} ${on ? 'on' : 'off'} in ${environment}`,
        where,
        changes: true,
      };
      const answer = await patch({ flag, environment, on, cause, isDryRun: false }, doing, signal);
      if (!answer.ok) return answer;
      return answer.value.status === 200 ? ok(undefined) : err(failure(answer.value, doing));
    },
    async preflight(flag, environment, on, signal) {
      const doing: Doing = { what: `try to turn the flag ${flag} in ${environment}`, where, changes: false };
      const answer = await patch({ flag, environment, on, cause: undefined, isDryRun: true }, doing, signal);
      if (!answer.ok) return answer;
      const { status } = answer.value;
      if (status === 200) return ok(null);
      const fault = failure(answer.value, doing);
      if (status === 405) return ok(approvalAsked(environment));
      // A conflict with a scheduled change or a pending approval; it is never overridden from here.
      return status === 400 || status === 403 ? ok(`${fault.message} Settle that in LaunchDarkly before.`) : err(fault);
    },
    close: () => http.close(),
  };
}

type PatchAsk = {
  readonly flag: string;
  readonly environment: string;
  readonly on: boolean;
  readonly cause: string | undefined;
  readonly isDryRun: boolean;
};

const approvalAsked = (environment: string): string =>
  `LaunchDarkly would ask for an approval in ${environment}: turn required approvals off there for the launch, or have this change approved and applied there before.`;

const noEnvironment = (doing: Doing, environment: string): Fault => ({
  kind: 'fault',
  cause: 'not-found',
  message: `Could not ${doing.what}: ${doing.where} has no environment ${environment}.`,
  retryable: false,
});

/** The command line that does the same, with the token left to the reader's environment. */
export const launchDarklyByHand =
  (settings: Pick<LaunchDarklySettings, 'url' | 'project'>) =>
  (spec: { readonly flag: string; readonly environment: string; readonly on: boolean }): string => {
    const body = JSON.stringify({
      environmentKey: spec.environment,
      instructions: [{ kind: spec.on ? 'turnFlagOn' : 'turnFlagOff' }],
    });
    return `curl -X PATCH -H "Authorization: $LAUNCHDARKLY_TOKEN" -H 'Content-Type: ${SEMANTIC_PATCH}' -d '${body}' '${settings.url.replace(/\/+$/, '')}/api/v2/flags/${settings.project}/${spec.flag}'`;
  };
