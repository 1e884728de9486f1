import { z } from 'zod';
import type { TestLine } from '#shared/contract/settings-facts.ts';
import { createCommands } from '../commands/run-command.ts';
import { createFlags } from '../flags/create-flags.ts';
import type { OpenFlagPort } from '../flags/port.ts';
import { type Service, serviceLines } from './flag-services.ts';
import { act, failed, good, type SourceTest, type TestAsk, unknown } from './test-parts.ts';

/** Reaches the flag service: as whom, which environments it has, and where it asks for approvals. */
export const testFlags: SourceTest = async (ask) => {
  const settings = ask.connections.flags;
  const about = settings.service === 'script' ? await scriptLines(settings, ask) : await serviceLines(settings, ask);
  if (about.some(({ tone, what }) => tone === 'act' && what === 'Reached')) return about;
  if (settings.service === 'script' && !ask.mayRun)
    return [...about, act('Flags', 'a program is run only when it is saved: save it first, then test')];
  const { port } = createFlags(settings, (folder) =>
    createCommands({ ...ask.connections.commands, ...(folder === undefined ? {} : { folder }) }, {}),
  );
  try {
    return [...about, ...(await flagLines(port, ask))];
  } finally {
    await port.close();
  }
};

async function scriptLines(
  settings: Service<'script'>,
  { connections, signal }: TestAsk,
): Promise<readonly TestLine[]> {
  const folder = settings.folder === undefined ? {} : { folder: settings.folder };
  const doing = { what: `find ${settings.program}`, where: 'this machine', changes: false };
  const { findProgram, isExecutable } = await import('../commands/find-program.ts');
  const found = await findProgram(settings.program, { ...connections.commands, ...folder }, doing, signal);
  if (!found.ok) return [failed('Reached', found.error)];
  const { file, sha256 } = found.value;
  if (sha256 !== settings.sha256.toLowerCase())
    return [act('Reached', `${file} is another file than its SHA-256 says; it is now ${sha256}`)];
  if (!(await isExecutable(file))) return [act('Reached', `${file} may not be run: chmod +x '${file}'`)];
  return [good('Reached', `${file}, the file its SHA-256 says`)];
}

const MOST_FLAGS = 10;

/** The flags of the runbook that is open: how they stand, and what would stand in the way of turning them. */
async function flagLines(port: OpenFlagPort, { launch, signal }: TestAsk): Promise<readonly TestLine[]> {
  const flags = flagsIn(launch?.plan);
  if (flags.length === 0) return [unknown('Flags', 'open a launch to have its flags looked at')];
  return Promise.all(
    flags.slice(0, MOST_FLAGS).map(({ flag, environment }) => flagLine(port, flag, environment, signal)),
  );
}

async function flagLine(port: OpenFlagPort, flag: string, environment: string, signal: AbortSignal): Promise<TestLine> {
  const what = `Flag ${flag}`;
  const seen = await port.read(flag, environment, signal);
  if (!seen.ok) return failed(what, seen.error);
  const stands = `${seen.value.isOn ? 'on' : 'off'} in ${environment}`;
  const way = await port.preflight?.(flag, environment, !seen.value.isOn, signal);
  if (way === undefined || (way.ok && way.value === null)) return good(what, stands);
  return way.ok ? act(what, `${stands}. ${way.value}`) : unknown(what, `${stands}. ${way.error.message}`);
}

const FlagNamed = z.looseObject({ kind: z.literal('flag.set'), flag: z.string(), environment: z.string() });

/** Every flag that the plan turns anywhere, once. */
function flagsIn(plan: unknown): readonly { readonly flag: string; readonly environment: string }[] {
  const found = new Map<string, { readonly flag: string; readonly environment: string }>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const named = FlagNamed.safeParse(value);
    if (named.success) found.set(`${named.data.flag} ${named.data.environment}`, named.data);
    for (const inner of Object.values(value)) look(inner);
  };
  look(plan);
  return [...found.values()];
}
