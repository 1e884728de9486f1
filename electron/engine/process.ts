import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { FromEngine, ToEngine } from '#shared/contract/envelope.ts';
import { reportBug } from './bug.ts';
import { createClock, realClock } from './clock.ts';
import { Engine } from './engine.ts';
import type { EngineOptions } from './engine-options.ts';
import { rehearsalWorlds } from './rehearsal-worlds.ts';
import { connectWithNew } from './settings/late-secrets.ts';
import { SecretBox } from './settings/secret-box.ts';

/** What Electron's utility process has instead of Node's own channel. */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: ToEngine }) => void): void;
};
const parentPort = (process as typeof process & { readonly parentPort?: ParentPort }).parentPort;

const send = (message: FromEngine): void => {
  if (parentPort !== undefined) parentPort.postMessage(message);
  else if (process.connected) process.send?.(message);
};

/** The rehearsal environment's clock, which the engine of a rehearsal shares. */
const ClockOfRehearsal = z.object({
  clock: z.object({ startedAtReal: z.number(), startedAtLaunch: z.number(), speed: z.number().positive() }),
});

function outsideOf(file: string | undefined): Pick<EngineOptions, 'worlds' | 'clock' | 'environment'> {
  if (file === undefined) return { worlds: [], clock: realClock() };
  const ready: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const worlds = rehearsalWorlds(ready);
  const clock = ClockOfRehearsal.safeParse(ready);
  if (!clock.success) return { worlds, clock: realClock() };
  const environment = String(clock.data.clock.startedAtReal);
  return { worlds, clock: createClock(clock.data.clock), environment };
}

/** What reaches outside costs time of both cores: it waits until a window has painted where the launch stands, but no longer than this, real ms. */
const FIRST_PAINT_LIMIT_MS = 2000;
/** A keychain gives them sooner, unless it asks for its password, real ms. */
const SECRETS_LIMIT_MS = 5000;

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    rehearsal: { type: 'string' },
    electron: { type: 'string' },
    secrets: { type: 'string' },
  },
});
if (values.home === undefined) throw new Error('The engine needs --home DIR.');

process.on('uncaughtException', reportBug);
process.on('unhandledRejection', reportBug);

const secrets = new SecretBox(send);
// An engine without them reaches less, and says so.
const arrived = values.secrets === 'main' ? Promise.race([secrets.arrived, sleep(SECRETS_LIMIT_MS)]) : undefined;
let tellPainted = (): void => undefined;
const paintedOrLate = new Promise<void>((resolve) => {
  tellPainted = resolve;
  setTimeout(resolve, FIRST_PAINT_LIMIT_MS).unref();
});
const outsideAfter = Promise.all([paintedOrLate, arrived]);
const started = Engine.start({
  home: values.home,
  secrets,
  outsideAfter,
  ...outsideOf(values.rehearsal),
  push: send,
  isElectronOfficial: values.electron !== 'registry',
});
if (!started.ok) {
  console.error(`${started.error.message} ${started.error.hint ?? ''}`);
  process.exit(1);
}
const engine = started.value;
// What comes before is there when the launch connects for the first time.
void outsideAfter.then(() => {
  secrets.onChange = (names) => void connectWithNew(engine, names).catch(reportBug);
});

/** These begin to reach outside: they wait for the secrets as the start does. */
const reaching: ReadonlySet<string> = new Set(['launch.open', 'launch.create']);

async function receive(message: ToEngine): Promise<void> {
  switch (message.kind) {
    case 'call': {
      if (message.name === 'observations.history') tellPainted();
      if (reaching.has(message.name)) await arrived;
      const envelope = await engine.call(message.connection, message.mayAct, message.name, message.input);
      return send({ kind: 'reply', id: message.id, envelope });
    }
    case 'secrets':
    case 'secrets-kept':
      return secrets.hear(message);
    case 'closed':
      return engine.closed(message.connection);
    case 'stop':
      return stop();
  }
}

async function stop(): Promise<void> {
  await engine.stop();
  process.exit(0);
}

if (parentPort !== undefined) parentPort.on('message', ({ data }) => void receive(data));
else process.on('message', (message: ToEngine) => void receive(message));
// Main has gone: nobody would tell us to stop.
process.on('disconnect', () => void stop());

await engine.openLast();
send({ kind: 'ready', pid: process.pid, node: process.versions.node });
