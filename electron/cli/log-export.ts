import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { exportBundle, exportEvents } from '#engine/store/export.ts';
import { diskFault } from '#engine/store/faults.ts';
import { launchDescribe, timelineWriter } from './log-timeline.ts';
import { complainOf, type Printer } from './subcommand.ts';

export type ExportOptions = {
  readonly file: string;
  readonly format: 'json' | 'md';
  /** A file that must not be there yet; left out: standard output. */
  readonly out: string | undefined;
};

/** Exports a log. Exit code 0 done, 1 the log ends early or can't be read or written, 2 no such file. */
export async function exportLog(options: ExportOptions, printer: Printer): Promise<number> {
  const { file, out } = options;
  let target: number | undefined;
  try {
    target = out === undefined ? undefined : openSync(out, 'wx', 0o600);
    const line = target === undefined ? printer.out : lineTo(target);
    const done =
      options.format === 'json'
        ? exportBundle(file, line)
        : exportEvents(file, timelineWriter(basename(file), line, launchDescribe()));
    if (!done.ok) {
      if (out !== undefined) rmSync(out, { force: true });
      return complainOf(printer, done.error);
    }
    if (out !== undefined) printer.out(`${done.value.events} events of ${file} are in ${out}.`);
    if (done.value.endsEarly === null) return 0;
    printer.complain(`${done.value.endsEarly} What comes before is exported; "log verify" says more.`);
    return 1;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      printer.complain(`${out} is already there and was not touched. Choose another name for --out.`);
      return 2;
    }
    return complainOf(printer, diskFault(error, `The export ${out ?? ''} can't be written`));
  } finally {
    if (target !== undefined) closeSync(target);
  }
}

const lineTo =
  (file: number) =>
  (text: string): void => {
    writeSync(file, `${text}\n`);
  };
