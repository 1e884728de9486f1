import { afterEach, describe, expect, test } from 'vitest';
import { createLaunchDarkly, launchDarklyByHand } from '#engine/adapters/flags/launchdarkly.ts';
import { createFlagKind } from '#engine/adapters/flags/set-flag.ts';
import type { FlagSpec } from '#shared/domain/operation/spec.ts';
import { readDescription } from './support/api-description.ts';
import { type DescribedServer, type Doing, type Request, startDescribedServer } from './support/described-server.ts';
import { checkState, fault, never, runContext, value } from './support/run-context.ts';

const api = readDescription('launchdarkly-api.json');
const TOKEN = 'api-00000000-secret';
const SEMANTIC = 'application/json; domain-model=launchdarkly.semanticpatch';
/** The description has the body of a semantic patch in prose alone ("Using semantic patches on a feature flag"). */
const semanticPatch = {
  type: 'object',
  additionalProperties: false,
  required: ['environmentKey', 'instructions'],
  properties: {
    comment: { type: 'string' },
    environmentKey: { type: 'string', minLength: 1 },
    instructions: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['kind'],
        properties: { kind: { enum: ['turnFlagOn', 'turnFlagOff'] } },
      },
    },
  },
};

const shown = (on: boolean) => ({
  ...{ name: 'Kill switch', kind: 'boolean', key: 'kill-switch', _version: 3, creationDate: 1_700_000_000_000 },
  variations: [{ value: true }, { value: false }],
  ...{
    temporary: false,
    tags: [],
    _links: {},
    experiments: { baselineIdx: 0, items: [] },
    customProperties: {},
    archived: false,
  },
  environments: {
    production: {
      ...{ on, archived: false, salt: 's', sel: 's', lastModified: 1_700_000_000_000, version: 7 },
      ...{ _site: { href: '/x', type: 'text/html' }, _environmentName: 'Production' },
      ...{ trackEvents: false, trackEventsFallthrough: false },
    },
  },
});
const refusal = (status: number, code: string, message: string, headers = {}): Doing => ({
  ...{ status, headers, body: { code, message } },
});

const open: { server: DescribedServer; close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const { server, close } of open.splice(0)) {
    await close();
    await server.stop();
    expect(server.violations).toEqual([]);
  }
});

/** LaunchDarkly with one flag. `first` may answer in its place; what it lets pass is carried out. */
async function launchDarkly(first: (request: Request, count: number) => Doing | 'cut-after' | null = () => null) {
  let isOn = false;
  let writes = 0;
  let patches = 0;
  const carryOut = (request: Request): Doing => {
    if (request.headers.authorization !== TOKEN) return refusal(401, 'unauthorized', 'invalid access token');
    const isPatch = request.method === 'PATCH';
    if (isPatch) patches += 1;
    const answer = first(request, patches);
    if (answer !== null && answer !== 'cut-after') return answer;
    if (!request.url.pathname.endsWith('/kill-switch')) return refusal(404, 'not_found', 'Unknown feature flag');
    const next = isPatch ? request.body.includes('turnFlagOn') : isOn;
    if (isPatch && request.url.searchParams.get('dryRun') !== 'true') {
      isOn = next;
      writes += 1;
    }
    return answer === 'cut-after' ? 'cut' : { status: 200, body: shown(next) };
  };
  const server = await startDescribedServer(api, carryOut, { [SEMANTIC]: semanticPatch });
  const port = createLaunchDarkly({ url: server.url, token: TOKEN, project: 'web' });
  open.push({ server, close: () => port.close() });
  const kind = createFlagKind(port, launchDarklyByHand({ url: server.url, project: 'web' }));
  return { server, port, kind, isOn: () => isOn, writes: () => writes };
}
const spec = (on: boolean, flag = 'kill-switch'): FlagSpec => ({
  kind: 'flag.set',
  flag,
  environment: 'production',
  on,
});
const isReal = (request: Request) => request.method === 'PATCH' && request.url.search === '';

describe('a flag of LaunchDarkly', () => {
  test('is tried by a dry run, then turned, with the action named in its history', async () => {
    const { server, kind, isOn, writes } = await launchDarkly();
    const plan = value(await kind.plan(spec(true), never()));
    expect(plan.changes).toMatchObject([{ field: 'enabled', from: 'off', to: 'on' }]);
    expect(checkState(plan, 'approval of kill-switch')).toBe('good');
    expect([isOn(), writes()]).toEqual([false, 0]);
    expect(await kind.run(spec(true), plan, runContext({ cause: 'action-7/flags' }))).toMatchObject({ kind: 'done' });
    expect([isOn(), writes()]).toEqual([true, 1]);
    expect(server.heard.find(isReal)?.json).toEqual({
      environmentKey: 'production',
      comment: 'Tminus action-7/flags',
      instructions: [{ kind: 'turnFlagOn' }],
    });
  });

  test('that is so already is done without a write', async () => {
    const { kind, writes } = await launchDarkly();
    const plan = value(await kind.plan(spec(false), never()));
    expect(plan.checks).toHaveLength(1);
    expect(await kind.run(spec(false), plan, runContext())).toMatchObject({ kind: 'done' });
    expect(writes()).toBe(0);
  });

  test('that would ask for an approval is a finding of the plan, with what to do', async () => {
    const needsApproval = refusal(405, 'method_not_allowed', 'Approval is required to make this request');
    const { kind, writes } = await launchDarkly(({ method }) => (method === 'PATCH' ? needsApproval : null));
    const plan = value(await kind.plan(spec(true), never()));
    expect(plan.checks.at(-1)).toMatchObject({
      state: 'act',
      text: expect.stringMatching(/ask for an approval in production: turn/),
    });
    // A rollback tries all the same, and says what is missing.
    expect(await kind.run(spec(true), null, runContext({ isGoal: true }))).toMatchObject({
      kind: 'failed',
      fault: { cause: 'approval-required', hint: expect.stringContaining('approved') },
    });
    expect(writes()).toBe(0);
  });

  test('whose change would break one that is scheduled is a finding of the plan; it is never overridden', async () => {
    const conflict = refusal(400, 'invalid_request', 'Conflict with a pending approval request');
    const { kind, server } = await launchDarkly(({ method }) => (method === 'PATCH' ? conflict : null));
    const plan = value(await kind.plan(spec(true), never()));
    expect(plan.checks.at(-1)).toMatchObject({
      state: 'act',
      text: expect.stringContaining('pending approval request'),
    });
    expect(server.heard.some(({ url }) => url.searchParams.has('ignoreConflicts'))).toBe(false);
  });

  test('is turned again after somebody else wrote in the same moment', async () => {
    const conflict = refusal(409, 'optimistic_locking_error', 'Conflict. Optimistic lock error. Try again later.');
    const { kind, writes } = await launchDarkly((request, count) => (isReal(request) && count === 2 ? conflict : null));
    const plan = value(await kind.plan(spec(true), never()));
    expect(await kind.run(spec(true), plan, runContext())).toMatchObject({ kind: 'done' });
    expect(writes()).toBe(1);
  });

  test.each([
    ['the account', () => ({ 'x-ratelimit-reset': String(Date.now() + 900) })],
    ['the address', () => ({ 'retry-after': '1' })],
  ])('waits as long as the limit of %s says', async (_whose, headers) => {
    let at = 0;
    let limitedAt = 0;
    const { kind } = await launchDarkly((request, count) => {
      if (!isReal(request)) return null;
      at = Date.now();
      if (count > 2) return null;
      limitedAt = at;
      return refusal(429, 'rate_limited', "You've exceeded the API rate limit. Try again later.", headers());
    });
    const plan = value(await kind.plan(spec(true), never()));
    expect(await kind.run(spec(true), plan, runContext())).toMatchObject({ kind: 'done' });
    expect(at - limitedAt).toBeGreaterThanOrEqual(800);
  });

  test('whose answer was lost after it was turned is looked up: done, and not sent again', async () => {
    const { kind, writes } = await launchDarkly((request) => (isReal(request) ? 'cut-after' : null));
    const plan = value(await kind.plan(spec(true), never()));
    expect(await kind.run(spec(true), plan, runContext())).toMatchObject({ kind: 'done' });
    expect(writes()).toBe(1);
  });

  test('that is not there, or whose environment is not, stops the plan', async () => {
    const { kind, port } = await launchDarkly();
    const plan = value(await kind.plan(spec(true, 'nobody-made-this'), never()));
    expect(plan.checks).toMatchObject([{ state: 'act', text: expect.stringContaining('nobody-made-this') }]);
    expect(fault(await port.read('kill-switch', 'moon')).message).toContain('no environment moon');
  });

  test('with a wrong token says so; neither it nor the right one is ever shown', async () => {
    const { server, kind } = await launchDarkly();
    const stranger = createLaunchDarkly({ url: server.url, token: 'api-wrong-secret', project: 'web' });
    const told = fault(await stranger.read('kill-switch', 'production'));
    await stranger.close();
    expect(told).toMatchObject({ cause: 'unauthenticated' });
    const plan = value(await kind.plan(spec(true), never()));
    expect(JSON.stringify([told, plan])).not.toMatch(/secret/);
    expect(plan.equivalent).toContain('$LAUNCHDARKLY_TOKEN');
  });
});
