import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { PackListed } from '#shared/contract/calls.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { Person } from '#shared/domain/roster/state.ts';
import { err, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { compilePack } from '#shared/pack/compile.ts';
import { CAST_FILE, isPackFile } from '#shared/pack/files.ts';
import { loadPack, type Pack } from '#shared/pack/load.ts';

/** The built-in packs lie beside the code, in the repository as in a packaged app. */
export const builtInPacks = fileURLToPath(new URL('../../shared/packs', import.meta.url));

export type Variables = Readonly<Record<string, string | number | boolean>>;

/** Reads a pack of `folder` by its name and turns it into the plan of a launch; all its errors are told at once. */
export function planFromPack(folder: string, name: string, variables: Variables): Result<LaunchPlan, Refusal> {
  const pack = readPack(folder, name);
  if (!pack.ok) return pack;
  const plan = compilePack(pack.value, variables);
  return plan.ok ? plan : err(broken(name, plan.error));
}

function readPack(folder: string, name: string): Result<Pack, Refusal> {
  const no = err(refusal('no-such-pack', `There is no pack "${name}".`, 'Choose one of the packs listed.'));
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) return no;
  let files: { path: string; text: string }[];
  try {
    const path = join(folder, name);
    files = readdirSync(path)
      .filter(isPackFile)
      .sort()
      .map((file) => ({ path: join(name, file), text: readFileSync(join(path, file), 'utf8') }));
  } catch {
    return no;
  }
  const pack = loadPack(files);
  return pack.ok ? pack : err(broken(name, pack.error));
}

const broken = (name: string, errors: readonly { file: string; line: number; message: string }[]): Refusal =>
  refusal(
    'pack-broken',
    `The pack "${name}" has ${errors.length} errors: ${errors
      .slice(0, 5)
      .map((one) => `${basename(one.file)} line ${one.line}: ${one.message}`)
      .join('; ')}`,
    'Mend the pack; "tminus pack lint" shows them all.',
  );

/** Every built-in pack with its people to rehearse with. */
export function listPacks(folder: string): readonly PackListed[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => {
      const plan = planFromPack(folder, entry.name, {});
      return plan.ok ? [{ name: entry.name, title: plan.value.title, cast: castOf(folder, entry.name) }] : [];
    });
}

function castOf(folder: string, name: string): readonly Person[] {
  try {
    return z.array(Person).parse(parse(readFileSync(join(folder, name, CAST_FILE), 'utf8')));
  } catch {
    return [];
  }
}
