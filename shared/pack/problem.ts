/** A place in a pack: a file, a line and a column counted from 1, and the path of keys that leads there. */
export type Place = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** e.g. `steps.2.holds.0.minimum`. */
  readonly path: string;
};

export type Severity = 'error' | 'warning';

/** Something wrong with a pack: where, which rule says so, what is wrong and what to do. */
export type PackError = Place & {
  /** `file`, `yaml`, `schema`, `variable`, or the name of a lint rule. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint: string;
};

/** Past this many, more of them help nobody. */
export const MOST_PROBLEMS = 200;

export type PackPath = readonly (string | number)[];

/** Builds a problem at a place: an error, unless `severity` says otherwise. */
export const problemAt = (
  place: Place,
  rule: string,
  message: string,
  hint: string,
  severity: Severity = 'error',
): PackError => ({
  ...place,
  rule,
  severity,
  message,
  hint,
});

/** `pack.yaml:12:5 error unknown-reference: sentence`, and what to do in a line below: for a terminal. */
export const describeProblem = (problem: PackError): string =>
  `${problem.file}:${problem.line}:${problem.column} ${problem.severity} ${problem.rule}: ${problem.message}\n    ${problem.hint}`;
