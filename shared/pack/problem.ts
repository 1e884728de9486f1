/** A place in a pack: a file, a line and a column counted from 1, and the path of keys that leads there. */
export type Place = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** e.g. `steps.2.holds.0.minimum`. */
  readonly path: string;
};

/** Something wrong with a pack: where, which rule says so, what is wrong and what to do. */
export type PackError = Place & {
  /** `file`, `yaml`, `schema`, `variable`, or the name of a lint rule. */
  readonly rule: string;
  readonly message: string;
  readonly hint: string;
};

/** Past this many, more of them help nobody. */
export const MOST_PROBLEMS = 200;

export type PackPath = readonly (string | number)[];

/** Builds a problem at a place. */
export const problemAt = (place: Place, rule: string, message: string, hint: string): PackError => ({
  ...place,
  rule,
  message,
  hint,
});

/** `pack.yaml:12:5 unknown-reference: sentence Hint.` — one problem on one line, for a terminal. */
export const describeProblem = (problem: PackError): string =>
  `${problem.file}:${problem.line}:${problem.column} ${problem.rule}: ${problem.message}\n    ${problem.hint}`;
