import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { type HoldStatus, stepStatus } from '#shared/domain/rollout/step-status.ts';
import { minutesSeconds } from './format/duration.ts';
import type { Progress } from './tone.ts';

export type StepRow = {
  readonly step: Step;
  readonly mark: Progress;
  /** When it was done or will be, epoch ms. */
  readonly at: number;
  readonly isPlanned: boolean;
  /** Minimum hold that still runs. */
  readonly note: string;
};

const inHand: Readonly<Record<string, string>> = {
  planning: 'being planned',
  waiting: 'to confirm',
  grace: 'starting',
  running: 'running',
  'not-started': 'not started',
  verifying: 'verifying',
};

function holdNote(holds: readonly HoldStatus[]): string {
  const hold = holds.find((one) => (one.leftMs ?? 0) > 0);
  return hold === undefined ? '' : `${hold.title}, ${minutesSeconds(hold.leftMs ?? 0)} left`;
}

/** One step of the plan with where it stands. */
export function stepRow(state: LaunchState, step: Step, now: number): StepRow {
  const { state: stands, action, holds } = stepStatus(state, step.id, now);
  const planned = state.clock.tZeroAt + step.plannedAt;
  const base = { step, at: planned, isPlanned: true, note: '' };
  if (stands === 'done')
    return { ...base, mark: { tone: 'good', word: 'verified' }, at: action?.endedAt ?? planned, isPlanned: false };
  if (stands === 'in-hand') return { ...base, mark: { tone: null, word: inHand[action?.state ?? ''] ?? 'in hand' } };
  const failed = action !== null && ['failed', 'not-effective', 'plan-failed'].includes(action.state);
  if (failed) return { ...base, mark: { tone: 'act', word: action.state.replace('-', ' ') }, note: action.reason };
  const note = stands === 'next' ? holdNote(holds) : '';
  return { ...base, mark: { tone: null, word: stands === 'next' ? 'next' : 'later' }, note };
}
