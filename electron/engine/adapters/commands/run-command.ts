import { dirname } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { causeCode, type Doing, lost, networkFault } from '../network-fault.ts';
import { without } from '../redact.ts';
import { allowedEnv } from './environment.ts';
import { findProgram } from './find-program.ts';
import { OutputCollector } from './output-collector.ts';
import type { KeepOutput } from './output-file.ts';
import { pinnedFile } from './pinned-file.ts';
import type { CommandAsk, CommandEnded, CommandRun, CommandRunner } from './port.ts';
import { type GroupStart, runGroup } from './process-group.ts';

export type CommandSettings = {
  /** Where programs without a folder of their own lie, and where all of them run unless a pack has a folder. */
  readonly folder?: string | undefined;
  /** More folders for programs named without a path, looked in before PATH. */
  readonly folders?: readonly string[] | undefined;
  /** Names of the variables of this console's environment that programs may see, besides the usual ones. */
  readonly env?: readonly string[] | undefined;
};

/** What the launch itself brings. */
export type CommandParts = {
  /** The pack's own folder: its scripts lie in it, and its programs run there. */
  readonly packFolder?: string | undefined;
  /** Keeps what programs write; without it only the end of it is remembered. */
  readonly keepOutput?: KeepOutput | undefined;
  /** What must never be read in an output. */
  readonly secrets?: readonly string[] | undefined;
};

const MAX_OUTPUT = 16_384;
const PROBE = { graceMs: 500, drainMs: 200 };
/** An operation's program may have something to put in order before it ends. */
const OPERATION = { graceMs: 3_000, drainMs: 1_000 };

const doingOf = (program: string): Doing => ({ what: `run ${program}`, where: 'this console', changes: false });

/** Runs programs without a shell, after their files were checked; they end when the signal says so. */
export function createCommands(settings: CommandSettings = {}, parts: CommandParts = {}): CommandRunner {
  const { packFolder, keepOutput, secrets = [] } = parts;
  const places = { ...settings, packFolder };
  const folder = packFolder ?? settings.folder ?? null;
  const group = (file: string): Pick<GroupStart, 'file' | 'cwd' | 'env'> => ({
    file,
    cwd: folder ?? dirname(file),
    env: allowedEnv(settings.env),
  });

  async function run(asked: CommandAsk, signal: AbortSignal): Promise<Result<CommandEnded, Fault>> {
    const doing = doingOf(asked.program);
    const file = await pinnedFile(asked, places, doing, signal);
    if (!file.ok) return file;
    if (signal.aborted) return err(networkFault(signal.reason, doing, signal));
    let output = Buffer.alloc(0);
    const heard = (_stream: string, part: Buffer): undefined => {
      output = Buffer.concat([output, part]).subarray(-MAX_OUTPUT);
    };
    const ended = await runGroup({
      ...{ ...group(file.value), ...PROBE, arguments: asked.arguments, signal, heard },
    });
    if (ended.kind === 'error') return err(startFault(ended.error, file.value, doing));
    if (signal.aborted) return err(stopped(signal, doing));
    const said = without(secrets, stripVTControlCharacters(output.toString('utf8')));
    return ok({ code: ended.code, signal: ended.signal, output: said, tookMs: ended.tookMs });
  }

  async function start(asked: CommandRun): ReturnType<CommandRunner['start']> {
    const { file, sha256 } = asked.program;
    const doing = doingOf(file);
    const again = await findProgram(file, places, doing, asked.signal);
    if (!again.ok) return again;
    if (again.value.sha256 !== sha256) return err(changedMeanwhile(file));
    const limit = AbortSignal.timeout(asked.timeoutMs);
    const signal = AbortSignal.any([asked.signal, limit]);
    const { expected, progress, cause } = asked;
    const collector = new OutputCollector({ secrets, expected, progress, cause, keep: keepOutput ?? null });
    const heard = (stream: 'stdout' | 'stderr', part: Buffer) => collector.take(stream, part);
    const ended = await runGroup({ ...group(file), ...OPERATION, arguments: asked.arguments, signal, heard });
    const output = await collector.end();
    if (ended.kind === 'error') return err(startFault(ended.error, file, doing));
    const { code, signal: by, tookMs } = ended;
    const { sawExpected } = collector;
    // It may have ended by itself in the very moment: then its own word counts.
    const how = !signal.aborted || code === 0 ? 'exit' : asked.signal.aborted ? 'cancelled' : 'timeout';
    return ok({ how, code, signal: by, sawExpected, output, tookMs });
  }

  const find: CommandRunner['find'] = (program, signal) => findProgram(program, places, doingOf(program), signal);
  return { folder, run, find, start };
}

const startFault = (error: Error, file: string, doing: Doing): Fault =>
  lost(doing, 'disk', `${file} can't be started (${causeCode(error)})`);

const changedMeanwhile = (file: string): Fault => ({
  kind: 'fault',
  cause: 'conflict',
  message: `Did not run ${file}: its file has changed since it was looked at.`,
  hint: 'Look at what has changed in it, then ask again.',
  retryable: false,
});

function stopped(signal: AbortSignal, doing: Doing): Fault {
  const isLate = signal.reason instanceof Error && signal.reason.name === 'TimeoutError';
  return lost(
    doing,
    isLate ? 'timeout' : 'cancelled',
    isLate ? 'it was not done in time and was ended' : 'it was ended',
  );
}
