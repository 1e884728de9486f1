import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { createHttpClient, type HttpAnswer, parseJson, statusFault } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import type { OpenFlagPort } from './port.ts';

export type UnleashSettings = {
  readonly url: string;
  readonly token: string;
  readonly project: string;
  readonly caFile?: string | undefined;
  /** How long an answer may take; 10 s without it. */
  readonly timeoutMs?: number;
  /** Why it can't be asked at all. */
  readonly lacks?: Fault | undefined;
};

const Environment = z.object({ enabled: z.boolean() });
const Environments = z.object({
  environments: z.array(z.object({ name: z.string(), requiredApprovals: z.number().nullish() })),
});
const Failure = z.object({
  message: z.string().optional(),
  details: z.array(z.object({ message: z.string().optional() })).optional(),
});

function failure(answer: HttpAnswer, doing: Doing): Fault {
  const said = Failure.safeParse(parseJson(answer.body));
  const words = said.success ? (said.data.details?.[0]?.message ?? said.data.message ?? '') : '';
  const fault = statusFault(answer, doing, words);
  // A protected environment refuses direct writes: what is missing is an approval there, not a right.
  if (answer.status === 403 && doing.changes && /approval|change request/i.test(words)) {
    return {
      ...fault,
      cause: 'approval-required',
      hint: 'Unleash asks for an approved change request here: have it approved there.',
    };
  }
  return fault;
}

/** Unleash's admin API. It has no precondition on writes: whoever writes reads before and after. */
export function createUnleash(settings: UnleashSettings): OpenFlagPort {
  const http = createHttpClient({
    caFile: settings.caFile,
    lacks: settings.lacks,
    ...(settings.timeoutMs === undefined ? {} : { timeoutMs: settings.timeoutMs }),
  });
  const base = settings.url.replace(/\/+$/, '');
  const where = `Unleash project ${settings.project}`;
  const headers = { authorization: settings.token, accept: 'application/json' };
  const address = (flag: string, environment: string): string =>
    `${base}/api/admin/projects/${encodeURIComponent(settings.project)}/features/${encodeURIComponent(flag)}/environments/${encodeURIComponent(environment)}`;

  return {
    service: 'unleash',
    where: settings.project,
    async read(flag, environment, signal) {
      const doing: Doing = { what: `read the flag ${flag} in ${environment}`, where, changes: false };
      const answer = await http.send({ method: 'GET', url: address(flag, environment), headers, signal }, doing);
      if (!answer.ok) return answer;
      if (answer.value.status !== 200) return err(failure(answer.value, doing));
      const seen = Environment.safeParse(parseJson(answer.value.body));
      if (!seen.success) return err(statusFault(answer.value, doing, 'it answered with something that is no flag'));
      return ok({ flag, environment, isOn: seen.data.enabled });
    },
    async set(flag, environment, on, signal): Promise<Result<void, Fault>> {
      const doing: Doing = {
        what: `turn the flag ${flag} ${on ? 'on' : 'off'} in ${environment}`,
        where,
        changes: true,
      };
      const url = `${address(flag, environment)}/${on ? 'on' : 'off'}`;
      const answer = await http.send(
        { method: 'POST', url, headers: { ...headers, 'content-type': 'application/json' }, body: '{}', signal },
        doing,
      );
      if (!answer.ok) return answer;
      return answer.value.status === 200 ? ok(undefined) : err(failure(answer.value, doing));
    },
    async preflight(_flag, environment, _on, signal) {
      const doing: Doing = { what: `read the environments of ${settings.project}`, where, changes: false };
      const url = `${base}/api/admin/environments/project/${encodeURIComponent(settings.project)}`;
      const answer = await http.send({ method: 'GET', url, headers, signal }, doing);
      if (!answer.ok) return answer;
      if (answer.value.status !== 200) return err(failure(answer.value, doing));
      const seen = Environments.safeParse(parseJson(answer.value.body));
      if (!seen.success) return err(statusFault(answer.value, doing, 'it answered with something that is no list'));
      const needed = seen.data.environments.find(({ name }) => name === environment)?.requiredApprovals ?? 0;
      return ok(needed === 0 ? null : approvalAsked(environment, needed));
    },
    close: () => http.close(),
  };
}

const approvalAsked = (environment: string, needed: number): string =>
  `Unleash would ask for a change request with ${needed} ${needed === 1 ? 'approval' : 'approvals'} in ${environment}: turn change requests off there for the launch, or have this one approved and applied there before.`;

/** The command line that does the same, with the token left to the reader's environment. */
export const unleashByHand =
  (settings: Pick<UnleashSettings, 'url' | 'project'>) =>
  (spec: { readonly flag: string; readonly environment: string; readonly on: boolean }): string => {
    const path = `/api/admin/projects/${settings.project}/features/${spec.flag}/environments/${spec.environment}/${spec.on ? 'on' : 'off'}`;
    return `curl -X POST -H "Authorization: $UNLEASH_TOKEN" '${settings.url.replace(/\/+$/, '')}${path}'`;
  };
