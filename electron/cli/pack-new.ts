import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packJsonSchema } from '#shared/pack/json-schema.ts';
import { slug } from '#shared/pack/schema/words.ts';
import type { Printer } from './subcommand.ts';

const template = fileURLToPath(new URL('pack-template', import.meta.url));
/** What stands for the name of the pack in the template. */
const NAME = /\bnew-pack\b/g;
const TITLE = /\bNew Pack\b/g;

/** `ticket-shop` as people write it: `Ticket Shop`. */
const titleOf = (name: string): string =>
  name
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(' ');

/** The folder's own name as the name of a pack: lower-case words joined by hyphens. */
const nameOf = (folder: string): string =>
  basename(resolve(folder))
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

function occupied(folder: string): string | null {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isDirectory()) return `"${folder}" is a file.`;
  return readdirSync(folder).length > 0 ? `The folder "${folder}" isn't empty.` : null;
}

/** `tminus pack new`: a small pack that can be linted, compiled and changed. */
export function newCommand(folder: string, wanted: string | undefined, printer: Printer): number {
  const name = wanted ?? nameOf(folder);
  if (!slug.safeParse(name).success) {
    printer.complain(`"${name}" can't be the name of a pack.`);
    printer.complain('Give one with --name: lower-case letters, digits and hyphens, like ticket-shop.');
    return 2;
  }
  const why = occupied(folder);
  if (why !== null) {
    printer.complain(why);
    printer.complain('Name a folder that is new or empty: nothing is ever overwritten.');
    return 2;
  }
  try {
    mkdirSync(folder, { recursive: true });
    for (const file of readdirSync(template)) {
      const text = readFileSync(join(template, file), 'utf8').replace(NAME, name).replace(TITLE, titleOf(name));
      writeFileSync(join(folder, file), text, { flag: 'wx' });
    }
    writeFileSync(join(folder, 'pack.schema.json'), `${JSON.stringify(packJsonSchema(true), null, 2)}\n`, {
      flag: 'wx',
    });
  } catch (error) {
    printer.complain(`"${folder}" can't be written: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  printer.out(`${titleOf(name)} is in ${folder}. Next: npm run -s tminus -- pack lint ${folder}`);
  return 0;
}
