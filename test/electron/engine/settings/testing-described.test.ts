import { afterEach, describe, expect, test } from 'vitest';
import { SecretBox } from '#engine/settings/secret-box.ts';
import type { TestResult } from '#shared/contract/settings-facts.ts';
import type { SectionChange } from '#shared/settings/sections.ts';
import { QuietEngine } from '#test/support/quiet-engine.ts';
import { readDescription } from '../adapters/support/api-description.ts';
import {
  type Answer,
  type DescribedServer,
  type Request,
  startDescribedServer,
} from '../adapters/support/described-server.ts';

const TOKEN = 'canary-52be81-token';
const SDK_KEY = 'sdk-canary-99-key';

let server: DescribedServer;
const started: DescribedServer[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) {
    await one.stop();
    expect(one.violations).toEqual([]);
    // A test reads, whatever it is of.
    expect(new Set(one.heard.map(({ method }) => method))).toEqual(new Set(['GET']));
  }
});

type Routes = Readonly<Record<string, Answer>>;
/** A server that plays an API by its description for whoever shows the right headers. */
async function serve(api: string, isKnown: (request: Request) => boolean, refused: Answer, routes: Routes) {
  server = await startDescribedServer(readDescription(api), (request) =>
    isKnown(request) ? (routes[`${request.url.pathname}${request.url.search}`] ?? { status: 404 }) : refused,
  );
  started.push(server);
  return server.url;
}

/** The test of a source whose token was entered and not saved yet; no answer may show it. */
async function tested(change: SectionChange, name: string, token = TOKEN) {
  const box = new SecretBox();
  box.hear({
    kind: 'secrets',
    kept: {},
    entered: { [name]: token },
    facts: { backend: null, trouble: null, secrets: [] },
  });
  const result: TestResult = await new QuietEngine({ secrets: box }).call('w', 'settings.test', { test: 't', change });
  expect(JSON.stringify(result)).not.toMatch(/canary-|sdk-/);
  return { result, line: (what: string) => result.lines.find((one) => one.what === what) };
}

const described = (key: string, required: boolean) => ({
  ...{ _links: {}, _id: key, key, name: key, apiKey: SDK_KEY, mobileKey: SDK_KEY, color: 'F5A623', defaultTtl: 0 },
  ...{
    secureMode: false,
    defaultTrackEvents: false,
    requireComments: false,
    confirmChanges: false,
    tags: [],
    critical: false,
  },
  approvalSettings: {
    ...{ required, bypassApprovalsForPendingChanges: false, minNumApprovals: 1, canReviewOwnRequest: false },
    ...{ canApplyDeclinedChanges: false, serviceKind: 'launchdarkly', serviceConfig: {}, requiredApprovalTags: [] },
  },
});

describe('the test of LaunchDarkly', () => {
  const page = (offset: number) => `/api/v2/projects/web%20shop/environments?limit=100&offset=${offset}`;
  const environments = page(0);
  const caller = { status: 200, body: { tokenName: 'war room', tokenKind: 'service', authKind: 'token' } };
  const listed = (...items: readonly ReturnType<typeof described>[]) => ({ status: 200, body: { items } });
  const run = async (routes: Routes, token = TOKEN) => {
    const isKnown = ({ headers }: Request) => headers.authorization === TOKEN;
    const refusal = { status: 401, body: { code: 'unauthorized', message: 'Invalid access token' } };
    const url = await serve('launchdarkly-api.json', isKnown, refusal, routes);
    const settings = {
      service: 'launchdarkly',
      url: `${url}/`,
      token: { secret: 'flags.token' },
      project: 'web shop',
    } as const;
    return tested({ source: 'flags', settings }, 'flags.token', token);
  };

  test('says the project, as which token, its environments, and that none of them asks for an approval', async () => {
    const { line } = await run({
      [environments]: listed(described('production', false), described('staging', false)),
      '/api/v2/caller-identity': caller,
    });
    expect(line('Reached')).toMatchObject({ tone: 'good', text: expect.stringContaining('as service token war room') });
    expect(line('Environments')).toMatchObject({ tone: 'good', text: 'production, staging' });
    expect(line('Approvals')).toMatchObject({ tone: 'good', text: 'no environment asks for one' });
  });

  test('warns of an environment where a change has to be approved', async () => {
    const { line } = await run({
      [environments]: listed(described('production', true), described('staging', false)),
      '/api/v2/caller-identity': caller,
    });
    expect(line('Approvals')).toMatchObject({ tone: 'watch', text: expect.stringMatching(/^production asks for one/) });
  });

  test('warns of one that is asked for on the second page, of a service that gives fewer than it was asked for', async () => {
    const first = listed(described('staging', false));
    const next = { href: page(1), type: 'application/json' };
    const { line } = await run({
      [environments]: { ...first, body: { ...first.body, _links: { next } } },
      [page(1)]: listed(described('production', true)),
      '/api/v2/caller-identity': caller,
    });
    expect(line('Environments')).toMatchObject({ text: 'staging, production' });
    expect(line('Approvals')).toMatchObject({ tone: 'watch', text: expect.stringMatching(/^production asks for one/) });
  });

  test('says so when the second page can not be read', async () => {
    const first = listed(described('staging', false));
    const next = { href: page(1), type: 'application/json' };
    const { line } = await run({ [environments]: { ...first, body: { ...first.body, _links: { next } } } });
    expect(line('Reached')).toMatchObject({ tone: 'act' });
    expect(line('Approvals')).toBeUndefined();
  });

  test('gives up on pages without an end, and says so', async () => {
    const round = { status: 200, body: { items: [], _links: { next: { href: page(0), type: 'application/json' } } } };
    const { line } = await run({ [environments]: round });
    expect(line('Reached')).toMatchObject({ tone: 'act', text: expect.stringContaining('says that there are more') });
    expect(line('Approvals')).toBeUndefined();
    expect(server.heard).toHaveLength(50);
  });

  test('is good for a token whose name may not be read, and says so', async () => {
    const { line } = await run({ [environments]: listed(described('production', false)) });
    expect(line('Reached')).toMatchObject({ tone: 'good', text: expect.stringContaining('as this token') });
  });

  test('says what was refused of a wrong token, and of a project that is not there', async () => {
    const wrong = await run({ [environments]: listed(described('production', false)) }, 'canary-wrong-token');
    expect(wrong.line('Reached')).toMatchObject({ tone: 'act', text: expect.stringContaining('401') });
    expect(wrong.line('Environments')).toBeUndefined();
    await server.stop();
    const none = await run({ '/api/v2/caller-identity': caller });
    expect(none.line('Reached')).toMatchObject({
      tone: 'act',
      text: expect.stringMatching(/web shop.*404|404.*web shop/s),
    });
  });
});

describe('the test of Flagsmith', () => {
  const environment = (id: number, name: string, approvals: number | null) => ({
    ...{ id, name, api_key: SDK_KEY, project: 12, minimum_change_request_approvals: approvals },
  });
  const page = (...results: readonly object[]) => ({
    status: 200,
    body: { count: results.length, next: null, previous: null, results },
  });
  const project = { status: 200, body: { id: 12, name: 'Web shop', organisation: 3 } };
  const run = async (routes: Routes, scheme: 'Api-Key' | 'Token' = 'Api-Key', token = TOKEN) => {
    const isKnown = ({ headers }: Request) => headers.authorization === `${scheme} ${TOKEN}`;
    const refusal = { status: 401, body: { detail: 'Invalid token.' } };
    const url = await serve('flagsmith-api.json', isKnown, refusal, routes);
    const settings = { service: 'flagsmith', url, token: { secret: 'flags.token' }, scheme, project: 12 } as const;
    return tested({ source: 'flags', settings }, 'flags.token', token);
  };
  const listed = '/api/v1/environments/?project=12&page=1';

  test.each([
    ['Api-Key', 'a key of the organisation'],
    ['Token', 'a user'],
  ] as const)('says the project, as what (%s), its environments and their approvals', async (scheme, as) => {
    const environments = page(environment(3, 'staging', null), environment(4, 'production', 2));
    const { line } = await run({ [listed]: environments, '/api/v1/projects/12/': project }, scheme);
    expect(line('Reached')).toMatchObject({
      tone: 'good',
      text: expect.stringContaining(`project 12, Web shop as ${as}`),
    });
    expect(line('Environments')).toMatchObject({ tone: 'good', text: 'staging, production' });
    expect(line('Approvals')).toMatchObject({ tone: 'watch', text: expect.stringMatching(/^production asks for one/) });
  });

  test('warns of an approval that is asked for on the second page', async () => {
    const first = page(environment(3, 'staging', null));
    const second = '/api/v1/environments/?project=12&page=2';
    const { line } = await run({
      [listed]: { ...first, body: { ...first.body, count: 2, next: `https://flags.example${second}` } },
      [second]: page(environment(4, 'production', 2)),
      '/api/v1/projects/12/': project,
    });
    expect(line('Environments')).toMatchObject({ text: 'staging, production' });
    expect(line('Approvals')).toMatchObject({ tone: 'watch', text: expect.stringMatching(/^production asks for one/) });
  });

  test('says that nothing can be seen where the token sees no environment', async () => {
    const { line } = await run({ [listed]: page(), '/api/v1/projects/12/': project });
    expect(line('Environments')).toMatchObject({ tone: 'watch', text: 'none can be seen with this token' });
  });

  test('says what was refused of a wrong token', async () => {
    const { line } = await run({ [listed]: page() }, 'Api-Key', 'canary-wrong-token');
    expect(line('Reached')).toMatchObject({ tone: 'act', text: expect.stringContaining('401') });
  });
});

describe('the test of Loki', () => {
  const labels = (...data: readonly string[]) => ({
    status: 200,
    body: data.length === 0 ? { status: 'success' } : { status: 'success', data },
  });
  const build = {
    status: 200,
    body: {
      version: '3.4.2',
      revision: '4a1d',
      branch: 'HEAD',
      buildUser: 'root',
      buildDate: '2025-03-01',
      goVersion: 'go1.23',
    },
  };
  const run = async (routes: Routes, tenant: string | undefined = 'war-room', token = TOKEN) => {
    const isKnown = ({ headers }: Request) =>
      headers.authorization === `Bearer ${TOKEN}` && headers['x-scope-orgid'] === 'war-room';
    const url = await serve('loki-api.json', isKnown, { status: 401, body: 'no org id' }, routes);
    const settings = { url, token: { secret: 'loki.token' }, ...(tenant === '' ? {} : { tenant }) };
    return tested({ source: 'loki', settings }, 'loki.token', token);
  };

  test('says as which tenant, which version, and by what lines are labelled', async () => {
    const { line } = await run({
      '/loki/api/v1/labels': labels('app', 'namespace', 'pod'),
      '/loki/api/v1/status/buildinfo': build,
    });
    expect(line('Reached')).toMatchObject({ tone: 'good', text: `${server.url} as tenant war-room` });
    expect(line('Version')).toMatchObject({ tone: 'good', text: '3.4.2' });
    expect(line('Lines')).toMatchObject({ tone: 'good', text: 'labelled by app, namespace, pod' });
    expect(line('Clock')?.tone).toBe('good');
  });

  test('warns of a tenant that has nothing, and of a version that may not be asked for', async () => {
    const { line } = await run({ '/loki/api/v1/labels': labels() });
    expect(line('Lines')).toMatchObject({ tone: 'watch', text: expect.stringContaining('not for this tenant') });
    expect(line('Version')).toMatchObject({ tone: 'unknown' });
  });

  test('says what was refused without a tenant, and of a wrong token', async () => {
    const routes = { '/loki/api/v1/labels': labels('app'), '/loki/api/v1/status/buildinfo': build };
    expect((await run(routes, '')).line('Reached')).toMatchObject({
      tone: 'act',
      text: expect.stringContaining('401'),
    });
    await server.stop();
    const wrong = await run(routes, 'war-room', 'canary-wrong-token');
    expect(wrong.line('Reached')).toMatchObject({ tone: 'act', text: expect.stringContaining('401') });
  });
});
