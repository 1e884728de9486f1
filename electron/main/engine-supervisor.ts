import type { Envelope, FromEngine, PushMessage } from '#shared/contract/envelope.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { EngineHost, EngineRun } from './engine-host.ts';
import { createPendingCalls } from './pending-calls.ts';

export type EngineState = {
  readonly state: 'up' | 'down' | 'restarting';
  /** Epoch ms of real time. */
  readonly since: number;
  readonly reason: string;
};

/** A call as the relay has it: the number is given here. */
export type EngineCall = {
  readonly connection: string;
  readonly mayAct: boolean;
  readonly name: string;
  readonly input: unknown;
};

export interface EngineSupervisor {
  /** Starts the first engine; calls made before wait for it. Once. */
  start(host: EngineHost): void;
  call(call: EngineCall): Promise<Envelope<unknown>>;
  /** A window has gone. */
  closed(connection: string): void;
  state(): EngineState;
  pid(): number | undefined;
  /** Asks the engine to close its log, waits, then kills what is left. */
  stop(): Promise<void>;
}

export type SupervisorTimes = {
  /** Waits before each new start; the last one is used for all further ones. */
  readonly backoffMs: readonly number[];
  /** An engine that doesn't say it is ready within this time is ended. */
  readonly readyLimitMs: number;
  /** A call made while there is no engine waits this long for the next one. */
  readonly waitForEngineMs: number;
  readonly callLimitMs: number;
  /** After this time up, a death counts as the first one again. */
  readonly settledMs: number;
  readonly stopLimitMs: number;
};

export const usualTimes: SupervisorTimes = {
  backoffMs: [200, 500, 1000, 2000, 5000],
  readyLimitMs: 30_000,
  waitForEngineMs: 30_000,
  callLimitMs: 180_000,
  settledMs: 30_000,
  stopLimitMs: 5000,
};

const unavailable = (message: string): Envelope<never> => {
  const fault: Fault = {
    kind: 'fault',
    cause: 'unavailable',
    message,
    hint: 'It starts again by itself; look at the timeline, then try again.',
    retryable: true,
  };
  return { ok: false, trouble: fault };
};

/**
 * Keeps one engine running once it was started: starts it again when it dies, answers what was in hand with a fault, and tells the windows.
 * Nothing is lost with an engine: what it acknowledged is in its log.
 */
export const superviseEngine = (options: {
  readonly now: () => number;
  readonly onPush: (push: PushMessage) => void;
  readonly onState: (state: EngineState) => void;
  readonly onLine: (line: string) => void;
  readonly times?: SupervisorTimes;
}): EngineSupervisor => {
  const times = options.times ?? usualTimes;
  let run: EngineRun | null = null;
  let state: EngineState = { state: 'restarting', since: options.now(), reason: 'The engine is starting.' };
  const calls = createPendingCalls(times, (wasSent) =>
    unavailable(
      wasSent
        ? `The engine gave no answer within ${Math.round(times.callLimitMs / 1000)} s; whether this was done is not known yet.`
        : `There is no engine to ask. ${state.reason}`,
    ),
  );
  let deaths = 0;
  let isStopping = false;
  let again: NodeJS.Timeout | undefined;

  const setState = (next: EngineState['state'], reason: string): void => {
    state = { state: next, since: options.now(), reason };
    options.onState(state);
  };

  const hear = (from: EngineRun, message: FromEngine): void => {
    if (message.kind === 'reply') calls.answer(message.id, message.envelope);
    else if (message.kind === 'push') options.onPush(message);
    else if (message.kind === 'ready') {
      options.onLine(`engine up, pid ${message.pid}, Node ${message.node}`);
      setState('up', 'The engine is up.');
      calls.sendWaiting((call) => from.send(call));
    }
  };

  const start = (host: EngineHost): void => {
    if (isStopping) return;
    const next = host();
    run = next;
    const late = setTimeout(() => {
      if (state.state !== 'up') next.kill();
    }, times.readyLimitMs);
    next.onMessage((message) => hear(next, message));
    next.onExit((why) => {
      clearTimeout(late);
      run = null;
      calls.failSent(unavailable(`${why} Whether this was done is not known yet.`));
      if (isStopping) return;
      deaths = state.state === 'up' && options.now() - state.since > times.settledMs ? 1 : deaths + 1;
      options.onLine(why);
      setState(deaths > times.backoffMs.length ? 'down' : 'restarting', why);
      again = setTimeout(() => start(host), times.backoffMs[Math.min(deaths, times.backoffMs.length) - 1]);
    });
  };

  return {
    start,
    call: (call) => {
      if (isStopping) return Promise.resolve(unavailable('Tminus is closing.'));
      const current = state.state === 'up' ? run : null;
      return calls.add(call, (message) => current?.send(message) ?? false);
    },
    closed: (connection) => {
      run?.send({ kind: 'closed', connection });
    },
    state: () => state,
    pid: () => run?.pid,
    stop: async () => {
      isStopping = true;
      clearTimeout(again);
      const last = run;
      if (last === null) return;
      await new Promise<void>((resolve) => {
        const limit = setTimeout(() => {
          last.kill();
          setTimeout(resolve, 1000);
        }, times.stopLimitMs);
        last.onExit(() => {
          clearTimeout(limit);
          resolve();
        });
        if (!last.send({ kind: 'stop' })) last.kill();
      });
    },
  };
};
