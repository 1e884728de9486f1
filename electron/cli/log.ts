import { parseArgs } from 'node:util';
import { exportLog } from './log-export.ts';
import { verifyLogFile } from './log-verify.ts';
import type { Printer, Subcommand } from './subcommand.ts';

const usage = `Usage:
  npm run -s tminus -- log verify FILE [--head HASH]
      Says whether the log is whole, or where it is broken. HASH: a head kept elsewhere (a peer, the report, the paper).
  npm run -s tminus -- log export FILE --format json|md [--out FILE]
      json: a bundle that verify-bundle.mjs checks without Tminus; md: the timeline to read.
Exit code: 0 whole or exported, 1 broken or not readable, 2 wrong use.`;

const wrongUse = (printer: Printer, why: string): number => {
  printer.complain(`${why}\n${usage}`);
  return 2;
};

/** `tminus log verify|export`. */
export const logCommand: Subcommand = async (args, printer) => {
  const parsed = parse(args);
  if (typeof parsed === 'string') return wrongUse(printer, parsed);
  const { values, positionals } = parsed;
  const [verb, file, ...rest] = positionals;
  if (values.help === true) {
    printer.out(usage);
    return 0;
  }
  if (file === undefined) return wrongUse(printer, 'Which log? Give the path of its file.');
  if (rest.length > 0) return wrongUse(printer, `One file at a time: what is "${rest.join(' ')}"?`);
  if (verb === 'verify') {
    if (values.head !== undefined && !/^[0-9a-f]{64}$/.test(values.head)) {
      return wrongUse(printer, '--head takes the 64 hex digits of a hash.');
    }
    return verifyLogFile(file, values.head, printer);
  }
  if (verb === 'export') {
    if (values.format !== 'json' && values.format !== 'md') return wrongUse(printer, '--format takes json or md.');
    return exportLog({ file, format: values.format, out: values.out }, printer);
  }
  return wrongUse(printer, `There is no "log ${verb ?? ''}".`);
};

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        head: { type: 'string' },
        format: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
