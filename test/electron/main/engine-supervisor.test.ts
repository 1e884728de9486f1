import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { childHost } from '#main/child-host.ts';
import {
  type EngineState,
  type EngineSupervisor,
  type SupervisorTimes,
  superviseEngine,
} from '#main/engine-supervisor.ts';
import type { PushMessage } from '#shared/contract/envelope.ts';

const echoEngine = fileURLToPath(new URL('../../support/engine/echo-engine.ts', import.meta.url));
const quick: SupervisorTimes = {
  backoffMs: [20, 50],
  readyLimitMs: 5000,
  waitForEngineMs: 3000,
  callLimitMs: 3000,
  settledMs: 30_000,
  stopLimitMs: 2000,
};

const running: EngineSupervisor[] = [];
afterEach(async () => {
  for (const supervisor of running.splice(0)) await supervisor.stop();
});

/** A supervisor over the echo engine, each run of it a real process. */
const supervise = (options: { times?: Partial<SupervisorTimes>; args?: readonly string[]; file?: string } = {}) => {
  const pushes: PushMessage[] = [];
  const states: EngineState[] = [];
  const supervisor = superviseEngine({
    now: Date.now,
    onPush: (push) => pushes.push(push),
    onState: (state) => states.push(state),
    onLine: () => undefined,
    times: { ...quick, ...options.times },
  });
  const launch = {
    file: options.file ?? echoEngine,
    args: options.args ?? [],
    env: process.env,
    onLine: () => undefined,
  };
  supervisor.start(childHost(process.execPath, launch));
  running.push(supervisor);
  const call = (name: string, input: unknown = null, connection = 'console#1', mayAct = true) =>
    supervisor.call({ connection, mayAct, name, input });
  return { supervisor, pushes, states, call };
};

const until = async (isSo: () => boolean): Promise<void> => {
  const end = Date.now() + 5000;
  while (!isSo()) {
    if (Date.now() > end) throw new Error('not within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

describe('the engine under main', () => {
  it('a call made before the engine is up is answered when it is', async () => {
    const { call, supervisor } = supervise();
    expect(supervisor.state().state).toBe('restarting');
    const input = { text: 'a', absent: undefined, at: 1n };
    expect(await call('test.echo', input, 'wall-1#3', false)).toEqual({
      ok: true,
      value: { name: 'test.echo', input, connection: 'wall-1#3', mayAct: false },
    });
    expect(supervisor.state().state).toBe('up');
  });

  it('an engine that dies answers what it had in hand with a fault, and the next one answers again', async () => {
    const { call, supervisor, states } = supervise();
    await call('test.echo');
    const before = supervisor.pid();
    const [hanging, dying] = await Promise.all([call('test.hang'), call('test.die')]);
    for (const answer of [hanging, dying]) {
      expect(answer).toMatchObject({ ok: false, trouble: { kind: 'fault', cause: 'unavailable', retryable: true } });
    }
    expect(dying).toMatchObject({ trouble: { message: expect.stringContaining('ended with code 7: asked to die') } });
    const after = await call('test.pid');
    expect(after).toMatchObject({ ok: true });
    expect(after).not.toEqual({ ok: true, value: before });
    expect(states.map(({ state }) => state)).toEqual(['up', 'restarting', 'up']);
  });

  it('an engine killed from outside comes back, and nobody waits for ever', async () => {
    const { call, supervisor } = supervise();
    const first = await call('test.pid');
    const slow = call('test.slow');
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.kill(supervisor.pid() ?? 0, 'SIGKILL');
    expect(await slow).toMatchObject({ ok: false, trouble: { message: expect.stringContaining('SIGKILL') } });
    expect(await call('test.pid')).not.toEqual(first);
  });

  it('an engine that can never start is said to be down, and a call says so instead of waiting', async () => {
    const { call, supervisor, states } = supervise({ file: '/no/such/engine.mjs', times: { waitForEngineMs: 700 } });
    const answer = await call('test.echo');
    expect(answer).toMatchObject({ ok: false, trouble: { cause: 'unavailable' } });
    await until(() => states.some(({ state }) => state === 'down'));
    expect(supervisor.state().reason).toContain('The engine ended with code 1');
  });

  it('an engine that never says it is ready is ended and started again', async () => {
    const { states, supervisor } = supervise({ args: ['--never-ready'], times: { readyLimitMs: 400 } });
    await until(() => states.length >= 2);
    expect(supervisor.state().reason).toContain('SIGKILL');
  });

  it('a call that the engine never answers ends with a fault that says the outcome is open', async () => {
    const { call } = supervise({ times: { callLimitMs: 300 } });
    await call('test.echo');
    expect(await call('test.hang')).toMatchObject({
      ok: false,
      trouble: { cause: 'unavailable', message: expect.stringContaining('not known yet') },
    });
  });

  it('pushes come through, for one window or for all', async () => {
    const { call, pushes } = supervise();
    await call('test.push', { n: 1 }, 'console#1');
    await call('test.broadcast', { n: 2 });
    expect(pushes).toEqual([
      { kind: 'push', name: 'test.pushed', data: { n: 1 }, connection: 'console#1' },
      { kind: 'push', name: 'test.pushed', data: { n: 2 } },
    ]);
  });

  it('the engine hears which window has gone', async () => {
    const { call, supervisor } = supervise();
    await call('test.echo');
    supervisor.closed('wall-2#4');
    expect(await call('test.closed')).toEqual({ ok: true, value: ['wall-2#4'] });
  });

  it('stopping ends the process and refuses later calls', async () => {
    const { call, supervisor, states } = supervise();
    await call('test.echo');
    const pid = supervisor.pid() ?? 0;
    await supervisor.stop();
    expect(() => process.kill(pid, 0)).toThrow();
    expect(await call('test.echo')).toMatchObject({
      ok: false,
      trouble: { message: expect.stringContaining('closing') },
    });
    expect(states.map(({ state }) => state)).toEqual(['up']);
  });
});
