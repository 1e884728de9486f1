import type { PackPath } from '../problem.ts';
import { textsOf } from '../variables.ts';
import type { Finding, Rule } from './rule.ts';

const DATE = /\b(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?/;
/** What describes the pack itself may well carry a date. */
const isDescription = (path: PackPath): boolean => path[0] === 'pack';

/** A fixed time is in the past on the day: §3.3 recovers the database to one of 2024 (reconciled 22). */
export const fixedDate: Rule = {
  name: 'fixed-date',
  says: 'A command or a text with a fixed date, which is wrong on every other day.',
  severity: 'error',
  blocks: false,
  *check(content): Generator<Finding> {
    for (const { text, path } of textsOf(content)) {
      const found = isDescription(path) ? null : DATE.exec(text);
      if (!found) continue;
      const hint = 'Use a variable: `asked: launch` when it is known before, `asked: use` when it is known only then.';
      yield { path, message: `The fixed date \`${found[0]}\` stands here.`, hint };
    }
  },
};
