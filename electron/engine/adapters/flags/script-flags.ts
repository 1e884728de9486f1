import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { commandLine } from '../command-line.ts';
import type { CommandEnded, CommandPort } from '../commands/port.ts';
import { type Doing, lost } from '../network-fault.ts';
import { redact } from '../redact.ts';
import type { OpenFlagPort } from './port.ts';

export type ScriptFlagSettings = {
  readonly program: string;
  /** What comes before `get|on|off FLAG ENVIRONMENT`. */
  readonly arguments: readonly string[];
  readonly sha256: string;
};

const TIMEOUT_MS = 30_000;
/** A flag or an environment is a word: it can't be taken for an option. */
const isWord = (text: string): boolean => /^[A-Za-z0-9_][\w.:/@-]*$/.test(text);
const lastLine = (output: string): string => output.trim().split(/\r?\n/).at(-1)?.trim() ?? '';

/**
 * Flags of a service that only a script of the team knows: `PROGRAM [ARGUMENTS] get|on|off FLAG ENVIRONMENT`. It answers
 * `on`, `off` or `missing` in its last line and ends with 0; its file is checked before each run, and no shell reads it.
 */
export function createScriptFlags(settings: ScriptFlagSettings, commands: CommandPort): OpenFlagPort {
  const { program, sha256 } = settings;
  const where = `the script ${program}`;

  async function call(
    verb: 'get' | 'on' | 'off',
    flag: string,
    environment: string,
    doing: Doing,
    signal: AbortSignal | undefined,
  ): Promise<Result<CommandEnded, Fault>> {
    if (!isWord(flag) || !isWord(environment))
      return err(fault('invalid', `Did not ${doing.what}: "${flag}" in "${environment}" are no names for a script.`));
    const limit = AbortSignal.timeout(TIMEOUT_MS);
    const ended = await commands.run(
      { program, sha256, arguments: [...settings.arguments, verb, flag, environment] },
      signal === undefined ? limit : AbortSignal.any([signal, limit]),
    );
    // It had been started: what it had done by then nobody saw.
    const isCut = !ended.ok && (ended.error.cause === 'timeout' || ended.error.cause === 'cancelled');
    return isCut ? err(lost(doing, ended.error.cause, `${where} was ended before it was done`)) : ended;
  }

  return {
    service: 'script',
    where: program,
    async read(flag, environment, signal) {
      const doing: Doing = { what: `read the flag ${flag} in ${environment}`, where, changes: false };
      const ended = await call('get', flag, environment, doing, signal);
      if (!ended.ok) return ended;
      const said = lastLine(ended.value.output);
      if (ended.value.code === 0 && (said === 'on' || said === 'off'))
        return ok({ flag, environment, isOn: said === 'on' });
      if (ended.value.code === 0 && said === 'missing')
        return err(fault('not-found', `Could not ${doing.what}: ${where} says that there is none.`));
      return err({ ...odd(ended.value, doing), retryable: true });
    },
    async set(flag, environment, on, signal): Promise<Result<void, Fault>> {
      const what = `turn the flag ${flag} ${on ? 'on' : 'off'} in ${environment}`;
      const doing: Doing = { what, where, changes: true };
      const ended = await call(on ? 'on' : 'off', flag, environment, doing, signal);
      if (!ended.ok) return ended;
      const isDone = ended.value.code === 0 && lastLine(ended.value.output) === (on ? 'on' : 'off');
      return isDone ? ok(undefined) : err(odd(ended.value, doing));
    },
    close: async () => undefined,
  };
}

const fault = (cause: Fault['cause'], message: string): Fault => ({ kind: 'fault', cause, message, retryable: false });

/** It ended badly or said something else: a change may have been made before that. */
function odd({ code, signal, output }: CommandEnded, doing: Doing): Fault {
  const how = code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${code}`;
  const said = redact([], lastLine(output)).slice(0, 200);
  return lost(doing, 'unexpected', `${doing.where} ${how} and said "${said}"`);
}

/** The command line that does the same. */
export const scriptFlagByHand =
  (settings: Pick<ScriptFlagSettings, 'program' | 'arguments'>) =>
  (spec: { readonly flag: string; readonly environment: string; readonly on: boolean }): string =>
    commandLine(settings.program, [...settings.arguments, spec.on ? 'on' : 'off', spec.flag, spec.environment]);
