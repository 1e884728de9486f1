import type { Check } from '#shared/domain/operation/plan.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';
import type { AccessAnswer, AccessCheck } from './port.ts';
import { sharedAnswers } from './shared-answers.ts';

/** Asks the cluster what this user may do in the namespace (SelfSubjectAccessReview): nothing is tried. */
export async function mayI(
  connection: Connection,
  checks: readonly AccessCheck[],
  signal?: AbortSignal,
): Promise<Result<readonly AccessAnswer[], Fault>> {
  const answers: AccessAnswer[] = [];
  for (const asked of await Promise.all(checks.map((check) => review(connection, check, signal)))) {
    if (!asked.ok) return asked;
    answers.push(asked.value);
  }
  return ok(answers);
}

async function review(
  connection: Connection,
  check: AccessCheck,
  signal?: AbortSignal,
): Promise<Result<AccessAnswer, Fault>> {
  const { verb, group, resource, subresource } = check;
  const attributes = {
    namespace: connection.place.namespace,
    verb,
    group,
    resource,
    ...(subresource === undefined ? {} : { subresource }),
  };
  const answer = await connection.call(
    { verb: 'create', resource: 'selfsubjectaccessreviews.authorization.k8s.io' },
    ({ authorization }, options) =>
      authorization.createSelfSubjectAccessReview({ body: { spec: { resourceAttributes: attributes } } }, options),
    signal,
  );
  if (!answer.ok) return answer;
  const status = answer.value.status;
  return ok({ ...check, isAllowed: status?.allowed === true, reason: status?.reason ?? '' });
}

const spelled = (check: AccessCheck): string =>
  `${check.verb} ${check.resource}${check.group === '' ? '' : `.${check.group}`}${check.subresource === undefined ? '' : `/${check.subresource}`}`;

const shared = sharedAnswers<AccessAnswer>();
/** One review for each right, however many plans need it. */
async function mayIOnce(connection: Connection, checks: readonly AccessCheck[]): ReturnType<typeof mayI> {
  const answers: AccessAnswer[] = [];
  const asked = checks.map((check) => shared(connection, spelled(check), () => review(connection, check)));
  for (const answer of await Promise.all(asked)) {
    if (!answer.ok) return answer;
    answers.push(answer.value);
  }
  return ok(answers);
}

/** The rights an operation needs, as one finding. A review that can't be had is unknown, not a no. */
export async function rightsCheck(connection: Connection, checks: readonly AccessCheck[]): Promise<Check> {
  const { user, namespace } = connection.place;
  const answers = await mayIOnce(connection, checks);
  if (!answers.ok) return { what: 'rights', state: 'unknown', text: answers.error.message };
  const missing = answers.value.filter((one) => !one.isAllowed);
  if (missing.length === 0)
    return { what: 'rights', state: 'good', text: `${user} may ${checks.map(spelled).join(', ')} in ${namespace}` };
  return {
    what: 'rights',
    state: 'act',
    text: `${user} may not ${missing.map(spelled).join(', ')} in ${namespace}: ask the cluster's owner for it`,
  };
}
