import { whyNotRehearsed } from '#shared/domain/gate/criteria/rollback-plan-confirmed.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { DryRunFinding } from '#shared/domain/rollback/commands.ts';
import type { DryRunEntry } from '#shared/domain/rollback/state.ts';
import type { Tone } from './tone.ts';

export type ProcedureId = DryRunEntry['procedure'];
export type DryRunRow = {
  readonly procedure: ProcedureId;
  readonly title: string;
  readonly running: DryRunEntry | null;
  /** The newest that has ended. */
  readonly last: DryRunEntry | null;
  readonly tone: Tone;
  /** `passed`, `2 stand in the way`, `never`. */
  readonly word: string;
  /** Why the decision doesn't count it; null when it does. */
  readonly whyNot: string | null;
  /** Another one is under way: only one at a time. */
  readonly isBusy: boolean;
};

function wordOf(last: DryRunEntry | null): { tone: Tone; word: string } {
  if (last === null) return { tone: 'unknown', word: 'never' };
  const findings = last.findings ?? [];
  const wrong = findings.filter(({ state }) => state === 'act').length;
  const unknown = findings.filter(({ state }) => state === 'unknown').length;
  if (wrong > 0) return { tone: 'act', word: wrong === 1 ? '1 stands in the way' : `${wrong} stand in the way` };
  if (unknown > 0 || findings.length === 0) return { tone: 'unknown', word: `${unknown} could not be looked at` };
  return { tone: last.isPassed ? 'good' : 'watch', word: last.isPassed ? 'passed' : 'not passed' };
}

/** One that passed and doesn't count any more is no good news. */
function counted(last: DryRunEntry | null, whyNot: string | null): Pick<DryRunRow, 'tone' | 'word' | 'whyNot'> {
  const { tone, word } = wordOf(last);
  return { tone: tone === 'good' && whyNot !== null ? 'watch' : tone, word, whyNot };
}

/** Both procedures with their dry runs: the one under way and the last result (reconciled 26). */
export function dryRunRows(state: LaunchState): readonly DryRunRow[] {
  const plan = state.launch?.plan;
  if (plan === undefined) return [];
  const all = [
    { procedure: 'quick-rollback' as const, title: plan.quickRollback.title },
    ...(plan.databaseRollback === undefined
      ? []
      : [{ procedure: 'database-rollback' as const, title: plan.databaseRollback.title }]),
  ];
  const isBusy = state.rollback.dryRuns.some((entry) => entry.findings === null);
  return all.map(({ procedure, title }) => {
    const runs = state.rollback.dryRuns.filter((entry) => entry.procedure === procedure);
    const last = runs.findLast((entry) => entry.findings !== null) ?? null;
    return {
      procedure,
      title,
      last,
      running: runs.find((entry) => entry.findings === null) ?? null,
      isBusy,
      ...counted(last, whyNotRehearsed(state, procedure)),
    };
  });
}

export const howWords = { rehearsed: 'rehearsed', checked: 'checked, not rehearsed', 'by-hand': 'by hand' } as const;

const rank = { act: 0, unknown: 1, watch: 2, good: 3 } as const;

/** What has to be read, the worst first, and what was rehearsed and would simply work. */
export function findingsToTell({ findings }: DryRunEntry): {
  readonly told: readonly DryRunFinding[];
  readonly folded: readonly DryRunFinding[];
} {
  const isPlain = ({ how, state }: DryRunFinding): boolean => how === 'rehearsed' && state === 'good';
  const all = findings ?? [];
  return {
    told: all.filter((one) => !isPlain(one)).toSorted((a, b) => rank[a.state] - rank[b.state]),
    folded: all.filter(isPlain),
  };
}
