import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenFlagPort } from '#engine/adapters/flags/port.ts';
import { createFlagKind } from '#engine/adapters/flags/set-flag.ts';
import { createUnleash, unleashByHand } from '#engine/adapters/flags/unleash.ts';
import type { FlagSpec } from '#shared/domain/operation/spec.ts';
import { checkState, fault, never, runContext, value } from './run-context.ts';

/** An Unleash that flags are tested against, rehearsed or real; the flags `contract-1` and `contract-2` are made in it. */
export type UnleashUnderTest = {
  readonly url: string;
  readonly token: string;
  readonly caFile?: string | undefined;
  /** POST to its admin API. */
  post(path: string, body: object): Promise<number>;
  stop(): Promise<void>;
};
const PROJECT = 'default';

/** What every Unleash has to do, whoever plays it. */
export function unleashContract(start: () => Promise<UnleashUnderTest>): void {
  let unleash: UnleashUnderTest | undefined;
  let port: OpenFlagPort;
  beforeAll(async () => {
    unleash = await start();
    port = createUnleash({ ...unleash, project: PROJECT });
    for (const name of ['contract-1', 'contract-2'])
      expect(await unleash.post(`/api/admin/projects/${PROJECT}/features`, { name, type: 'kill-switch' })).toBe(201);
  }, 180_000);
  afterAll(async () => {
    await port?.close();
    await unleash?.stop();
  });

  const spec = (on: boolean, flag = 'contract-1'): FlagSpec => ({
    kind: 'flag.set',
    flag,
    environment: 'production',
    on,
  });
  const kind = () => createFlagKind(port, unleashByHand({ url: unleash?.url ?? '', project: PROJECT }));
  const isOn = async (flag = 'contract-1') => value(await port.read(flag, 'production')).isOn;

  test('the plan shows what it is and what it will be, and that nobody has to approve it', async () => {
    const plan = value(await kind().plan(spec(true), never()));
    expect(plan.changes).toMatchObject([{ field: 'enabled', from: 'off', to: 'on' }]);
    expect(checkState(plan, 'approval of contract-1')).toBe('good');
    expect(await isOn()).toBe(false);
  });

  test('on, then on again: done both times, written once; then off', async () => {
    const plan = value(await kind().plan(spec(true), never()));
    expect(await kind().run(spec(true), plan, runContext())).toMatchObject({ kind: 'done', seen: [{ seen: 'on' }] });
    const again = runContext();
    expect(await kind().run(spec(true), plan, again)).toMatchObject({ kind: 'done' });
    expect(again.lines).toEqual(['contract-1 is on already']);
    expect(value(await kind().look(spec(true), plan, never())).applied).toBe('yes');
    const back = value(await kind().plan(spec(false), never()));
    expect(await kind().run(spec(false), back, runContext())).toMatchObject({ kind: 'done', seen: [{ seen: 'off' }] });
    expect(await isOn()).toBe(false);
  });

  test('turning on what is on does no harm', async () => {
    for (const on of [true, true, false, false]) {
      value(await port.set('contract-2', 'production', on));
      expect(await isOn('contract-2')).toBe(on);
    }
  });

  test('a flag that somebody else has turned since the plan stops it; a rollback goes through', async () => {
    const nothingToDo = value(await kind().plan(spec(false), never()));
    expect(nothingToDo.changes).toEqual([]);
    value(await port.set('contract-1', 'production', true));
    expect(await kind().run(spec(false), nothingToDo, runContext())).toMatchObject({ kind: 'changed-since' });
    expect(await isOn()).toBe(true);
    expect(await kind().run(spec(false), null, runContext({ isGoal: true }))).toMatchObject({ kind: 'done' });
    expect(await isOn()).toBe(false);
  });

  test('a flag or an environment that does not exist stops the plan', async () => {
    const plan = value(await kind().plan(spec(true, 'nobody-made-this'), never()));
    expect(plan.checks).toMatchObject([{ state: 'act', text: expect.stringContaining('nobody-made-this') }]);
    expect(fault(await port.read('contract-1', 'moon'))).toMatchObject({ cause: 'not-found' });
    expect(fault(await port.set('nobody-made-this', 'production', true))).toMatchObject({ cause: 'not-found' });
  });

  test('a wrong token is told as such, and never shown', async () => {
    const stranger = createUnleash({ url: '', ...unleash, project: PROJECT, token: `*:*.${'f'.repeat(50)}` });
    const told = [
      fault(await stranger.read('contract-1', 'production')),
      fault(await stranger.set('contract-1', 'production', true)),
    ];
    await stranger.close();
    for (const one of told)
      expect(one).toMatchObject({ cause: 'unauthenticated', hint: expect.stringContaining('token') });
    expect(JSON.stringify(told)).not.toContain('ffffffffff');
    expect(await isOn()).toBe(false);
  });
}
