import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createClock } from '#engine/clock.ts';
import { Engine } from '#engine/engine.ts';
import { throwAwayCost } from '#engine/identity/sealed-key.ts';
import { listPacks } from '#engine/packs.ts';
import { rehearsalWorlds, worldFor } from '#engine/rehearsal-worlds.ts';
import type { Pushes } from '#shared/contract/calls.ts';
import type { PushMessage } from '#shared/contract/envelope.ts';
import { describe } from '#shared/domain/describe.ts';
import { exportLog } from './log-export.ts';
import { verifyLogFile } from './log-verify.ts';
import { Crew } from './rehearse/crew.ts';
import { drive } from './rehearse/drive.ts';
import { startEnvironment } from './rehearse/environment.ts';
import { type RehearsalResult, rollbackResult, stepResults } from './rehearse/result.ts';
import { type Scenario, scenarios } from './rehearse/scenarios.ts';
import { watchWeights } from './rehearse/weights.ts';
import type { Printer, Subcommand } from './subcommand.ts';

const usage = `Usage: npm run -s tminus -- rehearse [--pack NAME] [--speed N] [--fault SCENARIO|list] [--until launched|handoff]
                                 [--kubeconfig FILE] [--out DIR]
  Drives the launch without a window, through the same contract, with throw-away people and real keys.
  --pack NAME      which built-in pack (default media-gateway)
  --speed N        launch time runs N times as fast as real time (default 60)
  --fault NAME     injects a fault; the run is then as it should be when it ends rolled back
  --until handoff  goes on to the next day: stable is deleted, and the canary becomes the next launch's stable
  --kubeconfig F   a real API server instead of the built-in one, in a namespace made, labelled and removed here
  --out DIR        leaves the log, the timeline and result.json there`;

type Options = {
  readonly pack: string;
  readonly speed: number;
  readonly scenario: Scenario | null;
  readonly end: 'launched' | 'handoff';
  readonly kubeconfig: string | null;
  readonly out: string;
};

/** `tminus rehearse`: exit code 0 only if the launch, or with a fault the rollback, ended as it should. */
export const rehearseCommand: Subcommand = async (args, printer) => {
  const options = optionsFrom(args, printer);
  return typeof options === 'number' ? options : rehearse(options, printer);
};

function optionsFrom(args: readonly string[], printer: Printer): Options | number {
  const wrong = (why: string) => {
    printer.complain(`${why}\n${usage}`);
    return 2;
  };
  let values: {
    pack?: string;
    speed?: string;
    fault?: string;
    until?: string;
    kubeconfig?: string;
    out?: string;
    help?: boolean;
  };
  try {
    const string = { type: 'string' } as const;
    values = parseArgs({
      args: [...args],
      options: {
        pack: string,
        speed: string,
        fault: string,
        until: string,
        kubeconfig: string,
        out: string,
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  if (values.help === true) {
    printer.out(usage);
    return 0;
  }
  if (values.fault === 'list') {
    for (const [name, { about }] of Object.entries(scenarios)) printer.out(`${name.padEnd(16)}${about}`);
    return 0;
  }
  const speed = Number(values.speed ?? 60);
  if (!(speed >= 1 && speed <= 1000)) return wrong('--speed takes a number from 1 to 1000.');
  const scenario = values.fault === undefined ? null : (scenarios[values.fault] ?? undefined);
  if (scenario === undefined) return wrong(`There is no scenario "${values.fault}": --fault list names them.`);
  const end = values.until ?? 'launched';
  if (end !== 'launched' && end !== 'handoff') return wrong('--until takes `launched` or `handoff`.');
  const out = resolve(values.out ?? mkdtempSync(join(tmpdir(), 'tminus-rehearsal-')));
  const kubeconfig = values.kubeconfig === undefined ? null : resolve(values.kubeconfig);
  return { pack: values.pack ?? 'media-gateway', speed, scenario, end, kubeconfig, out };
}

async function rehearse(
  { pack: name, speed, scenario, end, kubeconfig, out }: Options,
  printer: Printer,
): Promise<number> {
  mkdirSync(out, { recursive: true });
  // A headless run writes only to a namespace that it made and labelled (authority.md).
  const namespace = kubeconfig === null ? name : `tminus-rehearsal-${randomBytes(3).toString('hex')}`;
  const environment = await startEnvironment({
    dir: join(out, 'environment'),
    speed,
    pack: name,
    namespace,
    kubeconfig,
  });
  const clock = createClock(environment.ready.clock);
  const worlds = rehearsalWorlds(environment.ready);
  const settings = worldFor(worlds, namespace)?.settings;
  if (settings === undefined) throw new Error('The rehearsal environment has no world.');
  const time = (at: number) => new Date(at).toISOString().slice(11, 19);
  const push = (message: PushMessage) => {
    if (message.name !== 'launch.events') return;
    for (const stored of (message.data as Pushes['launch.events']).events) {
      const { title, text } = describe(stored, engine.state);
      printer.out(`${time(stored.at)}  ${title}  ${text}`.trimEnd());
    }
  };
  const started = Engine.start({
    home: join(out, `console-${randomBytes(3).toString('hex')}`),
    clock,
    worlds,
    push,
    throwAwayCost,
  });
  if (!started.ok) {
    await environment.stop();
    printer.complain(started.error.message);
    return 1;
  }
  const engine = started.value;
  const crew = new Crew(engine, randomBytes(18).toString('base64url'));
  const weights = await watchWeights(settings, () => engine.state.launch?.plan);
  let outcome: RehearsalResult['outcome'] = 'failed';
  try {
    const pack = listPacks(engine.packs).find((entry) => entry.name === name);
    if (pack === undefined) throw new Error(`There is no built-in pack "${name}".`);
    if (pack.trouble !== null) throw new Error(pack.trouble.message);
    await crew.gather(pack.name, pack.cast, namespace, pack.title);
    const rest = crew.stayAwake();
    outcome = await drive({
      engine,
      crew,
      environment,
      scenario,
      end,
      say: (line) => printer.out(`          ${line}`),
    });
    rest();
  } catch (error) {
    printer.complain(error instanceof Error ? error.message : String(error));
  }
  await weights.stop();
  const { state, launch } = engine;
  const logFile = launch?.log.path ?? '';
  const head = launch?.log.head();
  await engine.stop();
  await environment.stop();
  const result: RehearsalResult = {
    outcome,
    weightsSeen: weights.seen,
    steps: stepResults(state, speed),
    rollback: rollbackResult(state, speed),
    events: head?.seq ?? 0,
    logFile,
    headHash: head?.hash ?? '',
  };
  writeFileSync(join(out, 'result.json'), `${JSON.stringify(result, null, 2)}\n`);
  return finish(result, scenario, out, printer);
}

async function finish(
  result: RehearsalResult,
  scenario: Scenario | null,
  out: string,
  printer: Printer,
): Promise<number> {
  const isWhole = result.logFile !== '' && (await verifyLogFile(result.logFile, result.headHash, printer)) === 0;
  if (isWhole)
    await exportLog({ file: result.logFile, format: 'md', out: join(out, `timeline-${Date.now()}.md`) }, printer);
  const expected = scenario === null ? 'launched' : 'rolled-back';
  printer.out(
    `${result.outcome}; weights seen: ${result.weightsSeen.join(', ') || 'none'}; ${join(out, 'result.json')}`,
  );
  return isWhole && result.outcome === expected ? 0 : 1;
}
