/**
 * The engine for measuring windows: the real one, on a launch of its profile, told by the bench over TMINUS_BENCH_CONTROL
 * what to see of the outside. What it sees goes the real way: hub, watches, dispatcher, pushes. It is in no bundle of the app.
 */
import { connect } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createClock, realClock } from '#engine/clock.ts';
import { fromEngine } from '#engine/dispatcher/dispatcher.ts';
import { Engine } from '#engine/engine.ts';
import { throwAwayCost } from '#engine/identity/sealed-key.ts';
import type { FromEngine, ToEngine } from '#shared/contract/envelope.ts';
import { PersonId } from '#shared/domain/ids.ts';
import { commander } from '#test/support/launch-story.ts';
import { passphrase } from './bench-home.ts';
import type { Control, ControlName } from './control.ts';
import { type Load, startLoad } from './load.ts';

const { values } = parseArgs({
  strict: false,
  options: { home: { type: 'string' } },
});
const send = (message: FromEngine): void => void process.send?.(message);
const started = Engine.start({
  home: String(values.home),
  clock: createClock(realClock().facts),
  ...{ worlds: [], push: send, throwAwayCost },
});
if (!started.ok) throw new Error(started.error.message);
const engine = started.value;
const stop = () => engine.stop().finally(() => process.exit(0));

process.on('message', async (message: ToEngine) => {
  if (message.kind === 'call')
    send({
      kind: 'reply',
      id: message.id,
      envelope: await engine.call(message.connection, message.mayAct, message.name, message.input),
    });
  else if (message.kind === 'closed') engine.closed(message.connection);
  else if (message.kind === 'stop') void stop();
});
process.on('disconnect', () => void stop());

const launch = () => {
  if (engine.launch === null) throw new Error('no launch is open');
  return engine.launch;
};
const loop = monitorEventLoopDelay({ resolution: 1 });
loop.enable();
let load: Load | null = null;

/** Somebody's command, by passphrase, as a window sends it. */
async function act(command: unknown): Promise<null> {
  const as = { person: PersonId.parse(commander), passphrase };
  const answer = await engine.call('bench', true, 'launch.dispatch', { command, as });
  if (!answer.ok) throw new Error(answer.trouble.message);
  return null;
}

const control: { [N in ControlName]: (input: Control[N]['input']) => Promise<Control[N]['output']> } = {
  load: async (asked) => {
    load?.end();
    load = await startLoad(launch(), asked, send);
    return null;
  },
  loop: async () => {
    const seen = { p99Ms: loop.percentile(99) / 1e6, maxMs: loop.max / 1e6 };
    loop.reset();
    return seen;
  },
  scale: async ({ replicas }) => {
    if (load === null) throw new Error('there is no load');
    return load.scale(replicas);
  },
  trip: async ({ criterion }) => {
    const knownAt = performance.timeOrigin + performance.now();
    const done = launch().dispatcher.dispatch(
      { type: 'criterion.trip', criterion: criterion as never, evidence: 'bench' },
      fromEngine,
    );
    if (!done.ok || done.value.events.length === 0) throw new Error('no decision opened');
    return knownAt;
  },
  keepGoing: async () => {
    for (const { id, state } of engine.state.rollback.decisions)
      if (state === 'open') await act({ type: 'decision.keep-going', decision: id, reason: 'bench' });
    return null;
  },
  resume: () => act({ type: 'clock.resume', reason: 'bench' }),
  event: async () => {
    const start = performance.now();
    const done = launch().dispatcher.dispatch(
      { type: 'readiness.judge', verdict: nextVerdict(), checks: [] },
      fromEngine,
    );
    if (!done.ok || done.value.events.length === 0) throw new Error('no event was written');
    return performance.now() - start;
  },
};
const nextVerdict = (): 'ready' | 'not-ready' =>
  engine.state.signal.readiness?.verdict === 'ready' ? 'not-ready' : 'ready';

function listen(path: string): void {
  const socket = connect(path);
  createInterface({ input: socket }).on('line', async (line) => {
    const { id, name, input } = JSON.parse(line) as { id: number; name: ControlName; input: never };
    const answer = await control[name](input).then(
      (value) => ({ id, value }),
      (error: Error) => ({ id, error: error.stack ?? error.message }),
    );
    socket.write(`${JSON.stringify(answer)}\n`);
  });
}

await engine.openLast();
send({ kind: 'ready', pid: process.pid, node: process.versions.node });
if (process.env.TMINUS_BENCH_CONTROL !== undefined) listen(process.env.TMINUS_BENCH_CONTROL);
