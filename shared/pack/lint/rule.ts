import type { PackPath, Severity } from '../problem.ts';
import type { PackContent } from '../schema/pack.ts';

/** Something a rule found, at a path of the pack. */
export type Finding = {
  readonly path: PackPath;
  readonly key?: string;
  readonly message: string;
  /** What to do. */
  readonly hint: string;
};

/** One thing that would hurt on the day (product §1). */
export type Rule = {
  readonly name: string;
  /** What it looks for, in one sentence. */
  readonly says: string;
  /** `error`: it would hurt on the day; `warning`: the console can deal with it, people may be surprised. */
  readonly severity: Severity;
  /** True: no launch can be made from a pack with such a finding. */
  readonly blocks: boolean;
  readonly check: (content: PackContent) => Iterable<Finding>;
};
