import { quickRollbackWaits, secretAnswer } from './lint/asked-of-people.ts';
import { authorityUnmet } from './lint/authority-unmet.ts';
import { canaryIsStable } from './lint/canary-is-stable.ts';
import { contradictoryTimes } from './lint/contradictory-times.ts';
import { dependencyCycle } from './lint/dependency-cycle.ts';
import { dependencyOrder, parallelDependency } from './lint/dependency-order.ts';
import { duplicateId } from './lint/duplicate-id.ts';
import { fixedDate } from './lint/fixed-date.ts';
import { holdTooLong } from './lint/hold-too-long.ts';
import { impossibleCommand } from './lint/impossible-command.ts';
import { launchWithoutGate } from './lint/launch-without-gate.ts';
import { measureUnfit } from './lint/measure-unfit.ts';
import { misplacedAction } from './lint/misplaced-action.ts';
import { missingAuthority } from './lint/missing-authority.ts';
import { probeOfNothing } from './lint/probe-of-nothing.ts';
import type { Rule } from './lint/rule.ts';
import { serviceWithoutGroup } from './lint/service-without-group.ts';
import { sharedFlag } from './lint/shared-flag.ts';
import { stepWithoutVerification } from './lint/step-without-verification.ts';
import { unknownReference } from './lint/unknown-reference.ts';
import { unknownVariable } from './lint/unknown-variable.ts';
import { unreachableRollback } from './lint/unreachable-rollback.ts';
import { wayBackLost } from './lint/way-back-lost.ts';
import type { Pack } from './load.ts';
import { type PackError, problemAt } from './problem.ts';

/** Every rule: one file each, one line here. */
export const LINT_RULES: readonly Rule[] = [
  duplicateId,
  unknownReference,
  unknownVariable,
  dependencyCycle,
  dependencyOrder,
  parallelDependency,
  serviceWithoutGroup,
  authorityUnmet,
  missingAuthority,
  stepWithoutVerification,
  holdTooLong,
  contradictoryTimes,
  fixedDate,
  impossibleCommand,
  canaryIsStable,
  unreachableRollback,
  quickRollbackWaits,
  wayBackLost,
  misplacedAction,
  secretAnswer,
  sharedFlag,
  launchWithoutGate,
  probeOfNothing,
  measureUnfit,
];

function apply(pack: Pack, rules: readonly Rule[]): PackError[] {
  const problems = rules.flatMap((rule) =>
    [...rule.check(pack.content)].map((one) =>
      problemAt(pack.locate(one.path, one.key), rule.name, one.message, one.hint, rule.severity),
    ),
  );
  return problems.sort((a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column);
}

/** Everything that would hurt on the day, in the order of the files. Empty: nothing was found. */
export const lintPack = (pack: Pack): PackError[] => apply(pack, LINT_RULES);

/** What no launch can be made with. */
export const blockingProblems = (pack: Pack): PackError[] =>
  apply(
    pack,
    LINT_RULES.filter((rule) => rule.blocks),
  );
