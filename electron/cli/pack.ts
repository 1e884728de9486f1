import { parseArgs } from 'node:util';
import { compilePack } from '#shared/pack/compile.ts';
import { packCounts } from '#shared/pack/counts.ts';
import { packJsonSchema } from '#shared/pack/json-schema.ts';
import { loadPack, type Pack } from '#shared/pack/load.ts';
import { packReference } from '#shared/pack/reference.ts';
import type { VariableValue } from '#shared/pack/variables.ts';
import { readPackFiles } from './pack-files.ts';
import { lintCommand, tellProblems } from './pack-lint.ts';
import { newCommand } from './pack-new.ts';
import { showPlan } from './pack-show.ts';
import { complainOf, type Printer, type Subcommand } from './subcommand.ts';

const usage = `Usage:
  npm run -s tminus -- pack lint PATH [--json]
      What would hurt on the day: file, line, severity, rule, what is wrong, what to do.
  npm run -s tminus -- pack show PATH [--json | --plan] [--set NAME=VALUE ...]
      What the pack becomes: steps, operations in waves, rollback, authorities. --json: how much it holds, by kind.
      --plan: the whole plan of a launch as JSON.
  npm run -s tminus -- pack new FOLDER [--name NAME]
      A small pack to begin with, in a folder that is new or empty.
  npm run -s tminus -- pack schema [--part]
      The JSON Schema of a pack, for editors. --part: of one file of a pack that is a folder.
  npm run -s tminus -- pack reference
      Every key, action, probe and rule as Markdown: docs/pack-reference.md.
PATH: a YAML file, a folder with some, or the name of a built-in pack.
Exit code: 0 nothing found or warnings only, 1 errors found, 2 wrong use or nothing to read.`;

const wrongUse = (printer: Printer, why: string): number => {
  printer.complain(`${why}\n${usage}`);
  return 2;
};

/** What needs no pack to be read; null when the verb is another. */
function withoutPack(
  verb: string | undefined,
  path: string | undefined,
  isPart: boolean,
  name: string | undefined,
  printer: Printer,
): number | null {
  if (verb === 'schema' && path === undefined) {
    printer.out(JSON.stringify(packJsonSchema(isPart), null, 2));
    return 0;
  }
  if (verb === 'reference' && path === undefined) {
    printer.out(packReference().trimEnd());
    return 0;
  }
  if (verb !== 'new') return null;
  return path === undefined ? wrongUse(printer, 'Which folder? Give its path.') : newCommand(path, name, printer);
}

/** `tminus pack lint|show|new|schema|reference`. */
export const packCommand: Subcommand = async (args, printer) => {
  const parsed = parse(args);
  if (typeof parsed === 'string') return wrongUse(printer, parsed);
  const { values, positionals } = parsed;
  const [verb, path, ...rest] = positionals;
  if (values.help === true) {
    printer.out(usage);
    return 0;
  }
  if (rest.length > 0) return wrongUse(printer, `One at a time: what is "${rest.join(' ')}"?`);
  const done = withoutPack(verb, path, values.part === true, values.name, printer);
  if (done !== null) return done;
  if (verb !== 'lint' && verb !== 'show') return wrongUse(printer, `There is no "pack ${positionals.join(' ')}".`);
  if (path === undefined) return wrongUse(printer, 'Which pack? Give the path of its file or folder.');
  const given = verb === 'show' ? settings(values.set ?? []) : new Map<string, string>();
  if (typeof given === 'string') return wrongUse(printer, given);

  const isJson = values.json === true;
  const files = readPackFiles(path);
  if (!files.ok) {
    const { error } = files;
    if ('rule' in error) return tellProblems(printer, [error], isJson);
    complainOf(printer, error);
    return 2;
  }
  const pack = loadPack(files.value);
  if (!pack.ok) return tellProblems(printer, pack.error, isJson);
  if (verb === 'lint') return lintCommand(pack.value, isJson, printer);
  return show(pack.value, given, values.plan === true ? 'plan' : isJson ? 'counts' : 'words', printer);
};

function show(
  pack: Pack,
  given: ReadonlyMap<string, string>,
  as: 'plan' | 'counts' | 'words',
  printer: Printer,
): number {
  const plan = compilePack(pack, typed(pack, given));
  if (!plan.ok) return tellProblems(printer, plan.error, as !== 'words');
  const { name, version } = pack.content.pack;
  const counts = packCounts(pack.content);
  if (as === 'plan') printer.out(JSON.stringify(plan.value, null, 2));
  else if (as === 'counts') printer.out(JSON.stringify({ name, version, counts }, null, 2));
  else for (const line of showPlan(plan.value, counts)) printer.out(line);
  return 0;
}

/** Words of the command line as the types that the pack's variables have. */
function typed(pack: Pack, given: ReadonlyMap<string, string>): Record<string, VariableValue> {
  const types = new Map(pack.content.variables.map((variable) => [variable.id, variable.type]));
  const value = (id: string, words: string): VariableValue => {
    const type = types.get(id);
    if (type === 'number' && words.trim() !== '' && Number.isFinite(Number(words))) return Number(words);
    return type === 'yes-no' && (words === 'true' || words === 'false') ? words === 'true' : words;
  };
  return Object.fromEntries([...given].map(([id, words]) => [id, value(id, words)]));
}

function settings(words: readonly string[]): Map<string, string> | string {
  const given = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf('=');
    if (at < 1) return `--set takes NAME=VALUE, not "${word}".`;
    given.set(word.slice(0, at), word.slice(at + 1));
  }
  return given;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        plan: { type: 'boolean' },
        part: { type: 'boolean' },
        name: { type: 'string' },
        set: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
