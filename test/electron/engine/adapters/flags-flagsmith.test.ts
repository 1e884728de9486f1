import { afterEach, describe, expect, test } from 'vitest';
import { createFlagsmith, flagsmithByHand } from '#engine/adapters/flags/flagsmith.ts';
import { createFlagKind } from '#engine/adapters/flags/set-flag.ts';
import type { FlagSpec } from '#shared/domain/operation/spec.ts';
import { readDescription } from './support/api-description.ts';
import { type DescribedServer, type Doing, type Request, startDescribedServer } from './support/described-server.ts';
import { checkState, fault, never, runContext, value } from './support/run-context.ts';

const api = readDescription('flagsmith-api.json');
const TOKEN = 'organisation-secret';
const KEY = 'Pk7production';
const LIVE = '11111111-1111-4111-8111-111111111111';
type World = { readonly approvals?: number | null; readonly isVersioned?: boolean };

const open: { server: DescribedServer; close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const { server, close } of open.splice(0)) {
    await close();
    await server.stop();
    expect(server.violations).toEqual([]);
  }
});

/** Flagsmith with a project 12 of two environments on two pages, and one flag whose value must not be touched. */
async function flagsmith(world: World = {}, first: (request: Request) => Doing | 'cut-after' | null = () => null) {
  let isOn = false;
  let writes = 0;
  const environment = (id: number, name: string, api_key: string) => ({
    ...{ id, name, api_key, project: 12 },
    minimum_change_request_approvals: world.approvals ?? null,
    use_v2_feature_versioning: world.isVersioned === true,
  });
  const page = (results: unknown, next: string | null = null): Doing => ({
    status: 200,
    body: { count: 2, next, previous: null, results },
  });
  const state = () => ({
    ...{ id: 71, enabled: isOn, feature_segment: null },
    feature_state_value: { type: 'unicode', string_value: 'blue', integer_value: null, boolean_value: null },
  });
  const override = () => ({ ...state(), id: 72, enabled: false, feature_segment: { id: 1, segment: 5, priority: 0 } });
  const write = (on: boolean, body: () => Doing): Doing => {
    isOn = on;
    writes += 1;
    return body();
  };
  const routes: readonly (readonly [string, RegExp, (request: Request) => Doing])[] = [
    [
      'GET',
      /^\/api\/v1\/environments\/$/,
      ({ url }) =>
        url.searchParams.get('page') === '1'
          ? page([environment(3, 'staging', 'Pk7staging')], 'http://other.example/?page=2')
          : page([environment(4, 'production', KEY)]),
    ],
    [
      'GET',
      /^\/api\/v1\/projects\/12\/features\/$/,
      () =>
        page([
          { id: 8, name: 'kill-switch-2', environment_feature_state: { id: 70, enabled: !isOn } },
          {
            id: 9,
            name: 'kill-switch',
            environment_feature_state: { id: 71, enabled: isOn, feature_state_value: 'blue' },
          },
        ]),
    ],
    [
      'PUT',
      /^\/api\/v1\/environments\/Pk7production\/featurestates\/71\/$/,
      ({ body }) =>
        write(body.includes('"enabled":true'), () => ({ status: 200, body: { id: 71, feature: 9, enabled: isOn } })),
    ],
    [
      'GET',
      /^\/api\/v1\/environments\/4\/features\/9\/versions\/$/,
      () =>
        page([
          { uuid: LIVE.replaceAll('1', '2'), is_live: false, published: false },
          { uuid: LIVE, is_live: true, published: true },
        ]),
    ],
    [
      'GET',
      new RegExp(`^/api/v1/environments/4/features/9/versions/${LIVE}/featurestates/$`),
      () => ({ status: 200, body: [override(), state()] }),
    ],
    [
      'POST',
      /^\/api\/v1\/environments\/4\/features\/9\/versions\/$/,
      ({ body }) =>
        write(body.includes('"enabled":true'), () => ({
          status: 201,
          body: { uuid: LIVE, published: true, is_live: true },
        })),
    ],
  ];
  const server = await startDescribedServer(api, (request) => {
    if (request.headers.authorization !== `Api-Key ${TOKEN}`)
      return { status: 401, body: { detail: 'Authentication credentials were not provided.' } };
    const answer = first(request);
    if (answer !== null && answer !== 'cut-after') return answer;
    const route = routes.find(([method, path]) => method === request.method && path.test(request.url.pathname));
    const done = route?.[2](request) ?? { status: 404, body: { detail: 'Not found.' } };
    return answer === 'cut-after' ? 'cut' : done;
  });
  const settings = { url: server.url, token: TOKEN, scheme: 'Api-Key', project: 12 } as const;
  const port = createFlagsmith(settings);
  open.push({ server, close: () => port.close() });
  return {
    server,
    port,
    kind: createFlagKind(port, flagsmithByHand(settings)),
    isOn: () => isOn,
    writes: () => writes,
  };
}
const spec = (on: boolean, flag = 'kill-switch'): FlagSpec => ({
  kind: 'flag.set',
  flag,
  environment: 'production',
  on,
});

describe('a flag of Flagsmith', () => {
  test('is turned in the environment of that name, and nothing but that is sent', async () => {
    const { server, kind, isOn } = await flagsmith();
    const plan = value(await kind.plan(spec(true), never()));
    expect(plan.changes).toMatchObject([{ from: 'off', to: 'on' }]);
    expect(checkState(plan, 'approval of kill-switch')).toBe('good');
    expect(await kind.run(spec(true), plan, runContext())).toMatchObject({ kind: 'done', seen: [{ seen: 'on' }] });
    expect(isOn()).toBe(true);
    expect(server.heard.filter(({ method }) => method !== 'GET').map(({ json }) => json)).toEqual([
      { feature: 9, enabled: true },
    ]);
  });

  test('in an environment of versions becomes a new version, published in the same request, with its value as it was', async () => {
    const { server, kind, isOn } = await flagsmith({ isVersioned: true });
    const plan = value(await kind.plan(spec(true), never()));
    expect(await kind.run(spec(true), plan, runContext({ cause: 'action-7/flags' }))).toMatchObject({ kind: 'done' });
    expect(isOn()).toBe(true);
    expect(server.heard.filter(({ method }) => method !== 'GET').map(({ json }) => json)).toEqual([
      {
        description: 'Tminus action-7/flags',
        publish_immediately: true,
        feature_states_to_update: [
          {
            ...{ feature_segment: null, enabled: true },
            feature_state_value: { type: 'unicode', string_value: 'blue', integer_value: null, boolean_value: null },
          },
        ],
      },
    ]);
  });

  test('that would ask for a change request is a finding of the plan, with what to do', async () => {
    const { kind, writes } = await flagsmith({ approvals: 2 });
    const plan = value(await kind.plan(spec(true), never()));
    expect(plan.checks.at(-1)).toMatchObject({
      state: 'act',
      text: expect.stringMatching(/change request with 2 approvals in production: turn/),
    });
    expect(writes()).toBe(0);
  });

  test.each([false, true])(
    'whose answer was lost after it was turned is looked up: done, and not sent again (versions: %s)',
    async (isVersioned) => {
      const { kind, writes } = await flagsmith({ isVersioned }, ({ method }) =>
        method === 'GET' ? null : 'cut-after',
      );
      const plan = value(await kind.plan(spec(true), never()));
      expect(await kind.run(spec(true), plan, runContext())).toMatchObject({ kind: 'done' });
      expect(writes()).toBe(1);
    },
  );

  test('waits as long as it is asked to', async () => {
    let isFirst = true;
    const { kind, writes } = await flagsmith({}, ({ method }) => {
      if (method === 'GET' || !isFirst) return null;
      isFirst = false;
      return { status: 429, headers: { 'retry-after': '1' }, body: { detail: 'Request was throttled.' } };
    });
    const plan = value(await kind.plan(spec(true), never()));
    const startedAt = performance.now();
    expect(await kind.run(spec(true), plan, runContext())).toMatchObject({ kind: 'done' });
    expect(performance.now() - startedAt).toBeGreaterThan(900);
    expect(writes()).toBe(1);
  });

  test('that is not there, or whose environment is not, stops the plan; a longer name is not mistaken for it', async () => {
    const { kind, port } = await flagsmith();
    const plan = value(await kind.plan(spec(true, 'kill'), never()));
    expect(plan.checks).toMatchObject([{ state: 'act', text: expect.stringContaining('no flag kill in production') }]);
    expect(fault(await port.read('kill-switch', 'moon')).message).toContain('no environment moon');
  });

  test('with a wrong token says so, in the words of Flagsmith; no token is ever shown', async () => {
    const { server, kind } = await flagsmith();
    const stranger = createFlagsmith({ url: server.url, token: 'wrong-secret', scheme: 'Token', project: 12 });
    const told = fault(await stranger.read('kill-switch', 'production'));
    await stranger.close();
    expect(told).toMatchObject({ cause: 'unauthenticated', message: expect.stringContaining('were not provided') });
    const plan = value(await kind.plan(spec(true), never()));
    expect(JSON.stringify([told, plan])).not.toMatch(/secret/);
  });
});
