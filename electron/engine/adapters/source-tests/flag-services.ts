import { z } from 'zod';
import type { TestLine } from '#shared/contract/settings-facts.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { FlagSettings } from '../connections.ts';
import { createHttpClient, type HttpClient } from '../http/http-client.ts';
import { failed, type GetAsk, type Got, get, good, type TestAsk, watch } from './test-parts.ts';

export type Service<Name extends FlagSettings['service']> = Extract<FlagSettings, { service: Name }> & {
  readonly lacks?: Fault | undefined;
};

/** Reaches a flag service over its API: as whom, which environments there are, where approvals are asked for. */
export async function serviceLines(
  settings: Service<'unleash' | 'launchdarkly' | 'flagsmith'>,
  ask: TestAsk,
): Promise<readonly TestLine[]> {
  const http = createHttpClient(settings);
  try {
    switch (settings.service) {
      case 'unleash':
        return await unleashLines(http, settings, ask);
      case 'launchdarkly':
        return await launchDarklyLines(http, settings, ask);
      case 'flagsmith':
        return await flagsmithLines(http, settings, ask);
    }
  } finally {
    await http.close();
  }
}

/** A service that has more than this goes round in circles, and would be asked thousands of times a second. */
const MOST_PAGES = 50;

/**
 * All environments, page by page: an approval that is asked for on the second page is one, too. `page` is told which page
 * (from 0) and how many environments were before it; `read` gives what is on it, and whether there is another; null for what
 * is no list of environments. A page that can't be read is the list's Fault, and so are pages without an end.
 */
async function everyPage<Environment>(
  http: HttpClient,
  page: (number: number, before: number) => GetAsk,
  read: (body: unknown) => { readonly found: readonly Environment[]; readonly hasNext: boolean } | null,
  ask: TestAsk,
): Promise<
  { readonly environments: readonly Environment[]; readonly clock: Got['clock'] } | { readonly fault: Fault }
> {
  const environments: Environment[] = [];
  for (let number = 0; number < MOST_PAGES; number += 1) {
    const got = await get(http, page(number, environments.length), ask);
    if ('fault' in got) return got;
    const onPage = read(got.body);
    if (onPage === null) return { fault: notThat(page(number, environments.length)) };
    environments.push(...onPage.found);
    if (!onPage.hasNext) return { environments, clock: got.clock };
  }
  return { fault: withoutEnd(page(0, 0)) };
}

const withoutEnd = ({ what, where }: GetAsk): Fault => ({
  kind: 'fault',
  cause: 'unexpected',
  message: `Could not ${what}: ${where} gave ${MOST_PAGES} pages of environments and says that there are more.`,
  retryable: false,
});

/** A proxy's or a login's page, as a rule: it answers 200. */
const notThat = ({ what, where }: GetAsk): Fault => ({
  kind: 'fault',
  cause: 'unexpected',
  message: `Could not ${what}: what answers as ${where} gave no list of environments.`,
  hint: 'Check the address: a proxy or a login page may stand in front of it.',
  retryable: false,
});

const UnleashEnvironments = z.object({
  environments: z.array(z.object({ name: z.string(), requiredApprovals: z.number().nullish() })),
});
const UnleashUser = z.object({ user: z.object({ username: z.string().nullish(), email: z.string().nullish() }) });

async function unleashLines(
  http: HttpClient,
  settings: Service<'unleash'>,
  ask: TestAsk,
): Promise<readonly TestLine[]> {
  const base = `${settings.url.replace(/\/+$/, '')}/api/admin`;
  const common = { headers: { authorization: settings.token }, where: `Unleash at ${settings.url}` };
  const path = `/environments/project/${encodeURIComponent(settings.project)}`;
  const asked = { url: `${base}${path}`, what: `read the project ${settings.project}`, ...common };
  const got = await get(http, asked, ask);
  if ('fault' in got) return [failed('Reached', got.fault)];
  const seen = UnleashEnvironments.safeParse(got.body);
  if (!seen.success) return [failed('Reached', notThat(asked))];
  const user = await get(http, { url: `${base}/user`, what: 'read who this is', ...common }, ask);
  const named = 'fault' in user ? undefined : UnleashUser.safeParse(user.body).data?.user;
  const environments = seen.data.environments.map(({ name, requiredApprovals }) => ({
    name,
    approvals: requiredApprovals ?? 0,
  }));
  const as = named?.email ?? named?.username;
  return [reached(settings, as ?? 'this token’s owner', 'Unleash'), ...environmentLines(environments), got.clock];
}

const LaunchDarklyCaller = z.looseObject({ tokenName: z.string().nullish(), tokenKind: z.string().nullish() });
const LaunchDarklyEnvironments = z.object({
  _links: z.looseObject({ next: z.unknown().optional() }).optional(),
  items: z.array(
    z.looseObject({ key: z.string(), approvalSettings: z.looseObject({ required: z.boolean().nullish() }).nullish() }),
  ),
});

async function launchDarklyLines(
  http: HttpClient,
  settings: Service<'launchdarkly'>,
  ask: TestAsk,
): Promise<readonly TestLine[]> {
  const base = `${settings.url.replace(/\/+$/, '')}/api/v2`;
  const common = { headers: { authorization: settings.token }, where: `LaunchDarkly at ${settings.url}` };
  const got = await everyPage(
    http,
    (_, before) => ({
      url: `${base}/projects/${encodeURIComponent(settings.project)}/environments?limit=100&offset=${before}`,
      what: `read the project ${settings.project}`,
      ...common,
    }),
    (body) => {
      const page = LaunchDarklyEnvironments.safeParse(body).data;
      return page === undefined ? null : { found: page.items, hasNext: page._links?.next !== undefined };
    },
    ask,
  );
  if ('fault' in got) return [failed('Reached', got.fault)];
  const caller = await get(http, { url: `${base}/caller-identity`, what: 'read who this is', ...common }, ask);
  const who = 'fault' in caller ? undefined : LaunchDarklyCaller.safeParse(caller.body).data;
  const environments = got.environments.map((one) => ({
    name: one.key,
    approvals: one.approvalSettings?.required === true ? 1 : 0,
  }));
  const as = who?.tokenName == null ? 'this token' : `${who.tokenKind ?? ''} token ${who.tokenName}`.trim();
  return [reached(settings, as, 'LaunchDarkly'), ...environmentLines(environments), got.clock];
}

const FlagsmithProject = z.looseObject({ name: z.string() });
const FlagsmithEnvironment = z.looseObject({
  name: z.string(),
  minimum_change_request_approvals: z.number().nullish(),
});
const FlagsmithEnvironments = z.union([
  z.object({ results: z.array(FlagsmithEnvironment), next: z.string().nullish() }),
  z.array(FlagsmithEnvironment).transform((results) => ({ results, next: null })),
]);

async function flagsmithLines(
  http: HttpClient,
  settings: Service<'flagsmith'>,
  ask: TestAsk,
): Promise<readonly TestLine[]> {
  const base = `${settings.url.replace(/\/+$/, '')}/api/v1`;
  const authorization = `${settings.scheme} ${settings.token}`;
  const common = { headers: { authorization }, where: `Flagsmith at ${settings.url}` };
  const got = await everyPage(
    http,
    (number) => ({
      url: `${base}/environments/?project=${settings.project}&page=${number + 1}`,
      what: `read the project ${settings.project}`,
      ...common,
    }),
    (body) => {
      const page = FlagsmithEnvironments.safeParse(body).data;
      return page === undefined ? null : { found: page.results, hasNext: typeof page.next === 'string' };
    },
    ask,
  );
  if ('fault' in got) return [failed('Reached', got.fault)];
  const url = `${base}/projects/${settings.project}/`;
  const project = await get(http, { url, what: 'read the project’s name', ...common }, ask);
  const name = 'fault' in project ? undefined : FlagsmithProject.safeParse(project.body).data?.name;
  const environments = got.environments.map((one) => ({
    name: one.name,
    approvals: one.minimum_change_request_approvals ?? 0,
  }));
  const as = settings.scheme === 'Token' ? 'a user' : 'a key of the organisation';
  const where = name === undefined ? settings : { ...settings, project: `${settings.project}, ${name}` };
  return [reached(where, as, 'Flagsmith'), ...environmentLines(environments), got.clock];
}

const reached = (at: { readonly url: string; readonly project: string | number }, as: string, service: string) =>
  good('Reached', `${service} project ${at.project} as ${as}, ${at.url}`);

function environmentLines(
  environments: readonly { readonly name: string; readonly approvals: number }[],
): readonly TestLine[] {
  if (environments.length === 0) return [watch('Environments', 'none can be seen with this token')];
  const asking = environments.filter(({ approvals }) => approvals > 0).map(({ name }) => name);
  return [
    good('Environments', environments.map(({ name }) => name).join(', ')),
    asking.length === 0
      ? good('Approvals', 'no environment asks for one')
      : watch(
          'Approvals',
          `${asking.join(', ')} asks for one: have the launch’s changes approved before, or turn that off`,
        ),
  ];
}
