import { describe, expect, test } from 'vitest';
import { createFlagKind } from '#engine/adapters/flags/set-flag.ts';
import { createUnleash } from '#engine/adapters/flags/unleash.ts';
import type { FlagSpec } from '#shared/domain/operation/spec.ts';
import { type RunningUnleash, startUnleash, unleashPrograms } from '#test/servers/unleash.ts';
import { never, runContext, value } from './support/run-context.ts';
import { unleashContract } from './support/unleash-contract.ts';

const isMissing = typeof unleashPrograms === 'string';
const title = isMissing ? `a real Unleash (skipped: ${unleashPrograms})` : 'a real Unleash';

describe.skipIf(isMissing)(title, () => {
  let running: RunningUnleash | undefined;
  unleashContract(async () => {
    if (typeof unleashPrograms === 'string') throw new Error(unleashPrograms);
    const unleash = await startUnleash(unleashPrograms);
    running = unleash;
    const headers = { authorization: unleash.token, 'content-type': 'application/json' };
    return {
      ...unleash,
      post: async (path, body) =>
        (await fetch(`${unleash.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status,
    };
  });

  /** A client that gives up soon, on a database that can be made to wait. */
  async function hurried(flag: string, isOn: boolean) {
    if (running === undefined) throw new Error('not started');
    const port = createUnleash({ ...running, project: 'default', timeoutMs: 1_000 });
    value(await port.set(flag, 'production', isOn));
    const kind = createFlagKind(port, () => 'by hand');
    const spec: FlagSpec = { kind: 'flag.set', flag, environment: 'production', on: !isOn };
    return { port, kind, spec, plan: value(await kind.plan(spec, never())), lock: running.lock };
  }

  test('that is slow until after the client has given up: the change is looked up, and was made', async () => {
    const { port, kind, spec, plan, lock } = await hurried('contract-1', false);
    // The reading before the write is answered; then the database waits.
    const lockable = {
      ...port,
      set: async (...asked: Parameters<typeof port.set>) => {
        const release = await lock();
        setTimeout(() => void release(), 1_500);
        return port.set(...asked);
      },
    };
    const context = runContext();
    expect(await createFlagKind(lockable, () => 'by hand').run(spec, plan, context)).toMatchObject({
      kind: 'done',
      seen: [{ seen: 'on' }],
    });
    expect(value(await kind.look(spec, plan, never())).applied).toBe('yes');
    await port.close();
  });

  test('that says nothing for long: the outcome is unknown, until it can be looked at', async () => {
    const { port, kind, spec, plan, lock } = await hurried('contract-2', false);
    let release: () => Promise<void> = async () => undefined;
    const lockable = {
      ...port,
      set: async (...asked: Parameters<typeof port.set>) => {
        release = await lock();
        return port.set(...asked);
      },
    };
    const outcome = await createFlagKind(lockable, () => 'by hand').run(spec, plan, runContext());
    expect(outcome).toMatchObject({ kind: 'unknown', fault: { cause: 'outcome-unknown' } });
    expect((await kind.look(spec, plan, never())).ok).toBe(false);
    await release();
    await expect.poll(async () => value(await kind.look(spec, plan, never())).applied, { timeout: 10_000 }).toBe('yes');
    await port.close();
  });
});
