import type { Fault } from '#shared/lib/trouble.ts';

/** Where a subcommand writes: what was asked for, and what a person should know besides. A line each. */
export type Printer = { out(line: string): void; complain(line: string): void };

/** Does what `args` say and gives the exit code: 0 as it should be, 1 not, 2 wrong use. */
export type Subcommand = (args: readonly string[], printer: Printer) => Promise<number>;

export const printer: Printer = {
  out: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
};

/** Prints a fault, and gives the exit code that goes with it: 2 for a file that isn't there, else 1. */
export function complainOf(to: Printer, fault: Fault): number {
  to.complain(fault.message);
  if (fault.hint !== undefined) to.complain(fault.hint);
  return fault.cause === 'not-found' ? 2 : 1;
}
