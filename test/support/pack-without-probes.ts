import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { builtInPacks } from '#engine/pack-places.ts';

const without = (value: unknown, key: string): unknown => {
  if (Array.isArray(value)) return value.map((entry) => without(entry, key));
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== key);
  return Object.fromEntries(kept.map(([name, entry]) => [name, without(entry, key)]));
};

/** Puts the Media Gateway's pack into `folder` without its probes: an engine that has nothing outside then asks nothing of anyone. */
export function packWithoutProbes(folder: string): string {
  const pack = join(folder, 'media-gateway');
  mkdirSync(pack, { recursive: true });
  cpSync(join(builtInPacks, 'media-gateway'), pack, { recursive: true });
  const file = join(pack, 'checklists.yaml');
  writeFileSync(file, stringify(without(parse(readFileSync(file, 'utf8')), 'probe')));
  return folder;
}
