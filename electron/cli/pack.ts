import { parseArgs } from 'node:util';
import { compilePack } from '#shared/pack/compile.ts';
import { packJsonSchema } from '#shared/pack/json-schema.ts';
import { lintPack } from '#shared/pack/lint.ts';
import { loadPack, type Pack } from '#shared/pack/load.ts';
import { describeProblem, type PackError } from '#shared/pack/problem.ts';
import type { VariableValue } from '#shared/pack/variables.ts';
import { readPackFiles } from './pack-files.ts';
import { showPlan } from './pack-show.ts';
import { complainOf, type Printer, type Subcommand } from './subcommand.ts';

const usage = `Usage:
  npm run -s tminus -- pack schema [--part]
      The JSON Schema of a pack, for editors. --part: of one file of a pack that is a folder.
  npm run -s tminus -- pack lint PATH [--json]
      What would hurt on the day: file, line, rule, what is wrong, what to do.
  npm run -s tminus -- pack show PATH [--json] [--set NAME=VALUE ...]
      What the pack becomes: steps, operations in waves, rollback, authorities.
PATH: a YAML file, a folder with some, or the name of a built-in pack.
Exit code: 0 nothing found, 1 something found, 2 wrong use or nothing to read.`;

const wrongUse = (printer: Printer, why: string): number => {
  printer.complain(`${why}\n${usage}`);
  return 2;
};

/** `tminus pack schema|lint|show`. */
export const packCommand: Subcommand = async (args, printer) => {
  const parsed = parse(args);
  if (typeof parsed === 'string') return wrongUse(printer, parsed);
  const { values, positionals } = parsed;
  const [verb, path, ...rest] = positionals;
  if (values.help === true) {
    printer.out(usage);
    return 0;
  }
  if (verb === 'schema' && path === undefined) {
    printer.out(JSON.stringify(packJsonSchema(values.part === true), null, 2));
    return 0;
  }
  if (verb !== 'lint' && verb !== 'show') return wrongUse(printer, `There is no "pack ${positionals.join(' ')}".`);
  if (path === undefined) return wrongUse(printer, 'Which pack? Give the path of its file or folder.');
  if (rest.length > 0) return wrongUse(printer, `One pack at a time: what is "${rest.join(' ')}"?`);
  const given = verb === 'show' ? settings(values.set ?? []) : new Map<string, string>();
  if (typeof given === 'string') return wrongUse(printer, given);

  const files = readPackFiles(path);
  if (!files.ok) {
    complainOf(printer, files.error);
    return 2;
  }
  const isJson = values.json === true;
  const pack = loadPack(files.value);
  if (!pack.ok) return tell(printer, pack.error, isJson);
  return verb === 'lint' ? lint(pack.value, isJson, printer) : show(pack.value, given, isJson, printer);
};

/** Findings are what was asked for: they go where the answer goes. */
function tell(printer: Printer, problems: readonly PackError[], isJson: boolean): number {
  if (isJson) printer.out(JSON.stringify(problems, null, 2));
  else for (const problem of problems) printer.out(describeProblem(problem));
  return problems.length === 0 ? 0 : 1;
}

function lint(pack: Pack, isJson: boolean, printer: Printer): number {
  const code = tell(printer, lintPack(pack), isJson);
  if (code === 0 && !isJson) printer.out(`${pack.content.pack.title}: nothing found.`);
  return code;
}

function show(pack: Pack, given: ReadonlyMap<string, string>, isJson: boolean, printer: Printer): number {
  const plan = compilePack(pack, typed(pack, given));
  if (!plan.ok) return tell(printer, plan.error, isJson);
  if (isJson) printer.out(JSON.stringify(plan.value, null, 2));
  else for (const line of showPlan(plan.value)) printer.out(line);
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
        part: { type: 'boolean' },
        set: { type: 'string', multiple: true },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
