import { lintPack } from '#shared/pack/lint.ts';
import type { Pack } from '#shared/pack/load.ts';
import { describeProblem, type PackError } from '#shared/pack/problem.ts';
import type { Printer } from './subcommand.ts';

/** What a finding is in JSON: the keys that are promised, and no other. */
const written = ({ rule, severity, file, line, column, message, hint }: PackError) => ({
  rule,
  severity,
  file,
  line,
  column,
  message,
  hint,
});

/** Findings are what was asked for: they go where the answer goes. Exit code 1 when one of them is an error. */
export function tellProblems(printer: Printer, problems: readonly PackError[], isJson: boolean): number {
  if (isJson) printer.out(JSON.stringify(problems.map(written), null, 2));
  else for (const problem of problems) printer.out(describeProblem(problem));
  return problems.some((problem) => problem.severity === 'error') ? 1 : 0;
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

/** `tminus pack lint`: what would hurt on the day. */
export function lintCommand(pack: Pack, isJson: boolean, printer: Printer): number {
  const problems = lintPack(pack);
  const code = tellProblems(printer, problems, isJson);
  if (isJson) return code;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const found = [counted(errors, 'error'), counted(problems.length - errors, 'warning')].join(', ');
  printer.out(`${pack.content.pack.title}: ${problems.length === 0 ? 'nothing found' : found}.`);
  return code;
}
