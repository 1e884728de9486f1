import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { PackListed } from '#shared/contract/facts.ts';
import { RoleId } from '#shared/domain/ids.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { Person } from '#shared/domain/roster/person.ts';
import { err, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { compilePack } from '#shared/pack/compile.ts';
import { CAST_FILE, isPackFile } from '#shared/pack/files.ts';
import { loadPack, type Pack } from '#shared/pack/load.ts';
import type { PackError } from '#shared/pack/problem.ts';
import type { PackFile } from '#shared/pack/source.ts';
import { allOf, placeOf } from './pack-places.ts';
import { readPackText } from './pack-text.ts';
import { type RehearsalWorld, worldFor } from './rehearsal-worlds.ts';

export type Variables = Readonly<Record<string, string | number | boolean>>;

/** Reads a pack of one of `folders` by its name and turns it into the plan of a launch; all its errors are told at once. */
export function planFromPack(
  folders: string | readonly string[],
  name: string,
  variables: Variables,
): Result<LaunchPlan, Refusal> {
  const pack = readPack(folders, name);
  if (!pack.ok) return pack;
  const plan = compilePack(pack.value, variables);
  return plan.ok ? plan : err(broken(name, plan.error));
}

function readPack(folders: string | readonly string[], name: string): Result<Pack, Refusal> {
  const path = /^[a-z0-9][a-z0-9-]*$/.test(name) ? placeOf(folders, name) : undefined;
  if (path === undefined)
    return err(refusal('no-such-pack', `There is no pack "${name}".`, 'Choose one of the packs listed.'));
  let files: Result<PackFile[], PackError>;
  try {
    const names = readdirSync(path).filter(isPackFile).sort();
    files = readPackText(names.map((file) => ({ name: join(name, file), file: join(path, file) })));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return err(refusal('pack-unreadable', `The pack "${name}" can't be read: ${why}`, 'Mend its folder.'));
  }
  if (!files.ok) return err(broken(name, [files.error]));
  const pack = loadPack(files.value);
  return pack.ok ? pack : err(broken(name, pack.error));
}

const broken = (name: string, errors: readonly { file: string; line: number; message: string }[]): Refusal =>
  refusal(
    'pack-broken',
    `The pack "${name}" has ${errors.length === 1 ? '1 error' : `${errors.length} errors`}: ${errors
      .slice(0, 5)
      .map((one) => `${basename(one.file)} line ${one.line}: ${one.message}`)
      .join('; ')}`,
    'Mend the pack; "tminus pack lint" shows them all.',
  );

/** What the world that a pack is rehearsed in offers its variables: those it asks for at launch. */
export function offeredTo(
  folders: string | readonly string[],
  name: string,
  worlds: readonly RehearsalWorld[],
): Variables {
  const pack = readPack(folders, name);
  return pack.ok ? offered(pack.value, worlds) : {};
}

function offered(pack: Pack, worlds: readonly RehearsalWorld[]): Variables {
  const plan = compilePack(pack, withoutAnswer(pack, {}));
  const world = plan.ok ? worldFor(worlds, plan.value.namespace) : undefined;
  const known = new Set(pack.content.variables.filter(({ asked }) => asked === 'launch').map(({ id }) => id));
  return Object.fromEntries(Object.entries(world?.variables ?? {}).filter(([id]) => known.has(id)));
}

const namesIn = (folders: string | readonly string[]): readonly string[] => {
  const names = allOf(folders).flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
      : [],
  );
  return [...new Set(names)].sort();
};

/** Every pack of this machine with what is asked for and people to rehearse with; a broken one says why. */
export function listPacks(
  folders: string | readonly string[],
  worlds: readonly RehearsalWorld[] = [],
): readonly PackListed[] {
  return namesIn(folders).map((name) => {
    const pack = readPack(folders, name);
    const cast = castOf(folders, name);
    if (!pack.ok) return { ...nothingOf(name), cast, trouble: pack.error };
    const { content } = pack.value;
    const given = offered(pack.value, worlds);
    const compiled = compilePack(pack.value, withoutAnswer(pack.value, given));
    return {
      name,
      version: content.pack.version,
      title: content.pack.title,
      tZeroMinute: minuteOf(content.clock.tZero),
      variables: variablesOf(pack.value, given),
      roles: content.roles.map(({ id, title, people }) => ({
        id: RoleId.parse(id),
        title,
        minimum: people.minimum,
        maximum: people.maximum ?? null,
      })),
      seniorMinimum: content.seniorEngineers.people.minimum,
      cast,
      trouble: compiled.ok ? null : broken(name, compiled.error),
    };
  });
}

const nothingOf = (name: string): Omit<PackListed, 'cast' | 'trouble'> => ({
  name,
  version: '',
  title: name,
  tZeroMinute: 0,
  variables: [],
  roles: [],
  seniorMinimum: 0,
});

const minuteOf = (time: string): number => {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
};

const variablesOf = ({ content }: Pack, given: Variables): PackListed['variables'] =>
  content.variables
    .filter(({ asked }) => asked === 'launch')
    .map(({ id, title, type, default: standard, secret }) => ({
      id,
      title,
      type,
      value: given[id] ?? standard ?? null,
      isSecret: secret,
    }));

/** Values to try a pack with that asks for some without a default: that alone doesn't make it broken. */
function withoutAnswer(pack: Pack, given: Variables): Variables {
  const stand: Readonly<Record<string, string | number | boolean>> = {
    number: 0,
    'yes-no': true,
    url: 'https://example.invalid',
    'time-zone': 'UTC',
    'image-tag': 'v0',
  };
  return Object.fromEntries(
    variablesOf(pack, given).map(({ id, type, value }) => [id, value ?? stand[type] ?? 'not answered yet']),
  );
}

function castOf(folders: string | readonly string[], name: string): readonly Person[] {
  const path = placeOf(folders, name);
  if (path === undefined) return [];
  try {
    const read = readPackText([{ name: CAST_FILE, file: join(path, CAST_FILE) }]);
    return read.ok ? z.array(Person).parse(parse(read.value[0]?.text ?? '')) : [];
  } catch {
    return [];
  }
}
