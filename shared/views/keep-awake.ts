import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action, ActionState } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { everBegun, isRollback } from '#shared/domain/rollout/attempt.ts';
import { launchingSteps } from '#shared/domain/rollout/launched.ts';
import { clockTime } from './format/wall-time.ts';
import { projection } from './projection.ts';

const HOUR_MS = 3_600_000;
/** What is being done outside: it goes on when nobody watches. */
const running: ReadonlySet<ActionState> = new Set(['grace', 'running', 'verifying']);

export type KeepAwake = {
  readonly isAwake: boolean;
  /** Why the machine has to stay awake, or why it needn't. */
  readonly why: string;
  /** What quitting now would leave to itself, and what goes on, in sentences; null when nothing. */
  readonly busyWith: string | null;
};

const runningActions = (state: LaunchState): readonly Action[] =>
  actionsInOrder(state.actions).filter((action) => running.has(action.state));

function goesOn(action: Action): string {
  if (action.state === 'grace')
    return `"${action.title}" is confirmed and begins in a few seconds. Without this console it does not begin.`;
  const what = isRollback(action) ? 'The rollback stops where it is' : 'Nothing more of it is started';
  return (
    `"${action.title}" is being carried out. What has been sent goes on in the cluster. ${what}; ` +
    'the next start looks at the cluster before anyone goes on.'
  );
}

/** What a quit would leave to itself (product §10). */
export function busyWith(state: LaunchState): string | null {
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const decisions = openDecisions(state).map(({ title, dueAt }) => {
    const until = dueAt === null ? 'It allows no time' : `Its clock runs until ${clockTime(dueAt, zone)}`;
    return `A decision is open: ${title}. ${until}, also without this console, and nobody can roll back here.`;
  });
  const said = [...runningActions(state).map(goesOn), ...decisions];
  return said.length === 0 ? null : said.join('\n');
}

/** Whether the day's time asks for it: from an hour before T-0 until Handoff begins, or every step is verified where there is none. */
function byTheClock(state: LaunchState, now: number): { readonly isAwake: boolean; readonly why: string } {
  const { clock, launch } = state;
  if (launch === null) return { isAwake: false, why: 'no launch is open' };
  if (clock.scrub !== null) return { isAwake: false, why: 'the launch is scrubbed' };
  if (now < clock.tZeroAt - HOUR_MS) return { isAwake: false, why: 'more than an hour before T-0' };
  const last = projection(state, now).phases.at(-1);
  const hasHandoff = last !== undefined && !launchingSteps(launch.plan).some((step) => step.phase === last.phase.id);
  if (launch.launchedAt !== null) {
    const isOver = !hasHandoff || last.actualAt !== null;
    return { isAwake: !isOver, why: isOver ? 'the launch is handed over' : 'the launch is stabilizing' };
  }
  const isAbandoned =
    !everBegun(state) && clock.hold === null && last !== undefined && now > Math.max(last.plannedAt, clock.tZeroAt);
  return isAbandoned
    ? { isAwake: false, why: 'its day is over and nothing was begun' }
    : { isAwake: true, why: 'from an hour before T-0 until Handoff' };
}

/** Whether the machine must not sleep now (product §10), and what a quit would interrupt. */
export function keepAwake(state: LaunchState, now: number): KeepAwake {
  const [action] = runningActions(state);
  const [decision] = openDecisions(state);
  const busy = busyWith(state);
  if (action !== undefined) return { isAwake: true, why: `${action.title} is running`, busyWith: busy };
  if (decision !== undefined) return { isAwake: true, why: `a decision is open: ${decision.title}`, busyWith: busy };
  return { ...byTheClock(state, now), busyWith: busy };
}
