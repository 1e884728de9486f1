import { actionsInOrder } from '../action/evolve.ts';
import type { DomainEvent } from '../catalogue.ts';
import { windowOf } from '../clock/launch-window.ts';
import { emptyClock } from '../clock/state.ts';
import { clockTroubles } from '../clock/troubles.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, type Effect, refuse } from '../decision.ts';
import { isOnItsWay } from '../rollout/attempt.ts';
import { unmetAuthorities } from '../roster/can-be-met.ts';
import { rosterTrouble } from '../roster/roster-trouble.ts';
import type { LaunchState, ReachedCluster } from './state.ts';

type LaunchCommand = CommandOf<'launch.create' | 'cluster.identify' | 'launch.recover'>;

export function decideLaunch(state: LaunchState, command: LaunchCommand, stamp: Stamp): Decision {
  switch (command.type) {
    case 'launch.create':
      return create(state, command, stamp);
    case 'cluster.identify':
      return identify(state, command);
    case 'launch.recover':
      return recover(state, command);
  }
}

/** Making a launch is refused while an authority can't be met by distinct people of the roster (authority.md). */
function create(state: LaunchState, command: CommandOf<'launch.create'>, stamp: Stamp): Decision {
  if (state.launch !== null) return refuse('exists', 'This log holds a launch already.');
  if (!command.people.some((person) => person.id === command.keeper))
    return refuse('keeper-missing', 'The roster keeper has to be on the roster.');
  if (stamp.signed === null) return refuse('not-signed', 'The keeper signs the roster.');
  const unmet = unmetAuthorities(command.plan, command.people);
  if (unmet !== null)
    return refuse('authority-unmet', `The roster can not meet: ${unmet}.`, 'Give the roles to distinct people.');
  const strange = rosterTrouble(command.plan, command.people);
  if (strange !== null) return refuse('roster-wrong', strange, 'Correct the roster.');
  const { tZeroAt } = command;
  const clock = { ...emptyClock, tZeroAt, plannedTZeroAt: tZeroAt, anchorAt: tZeroAt };
  const [trouble] = clockTroubles(command.plan, clock, tZeroAt);
  if (trouble !== undefined)
    return refuse('clock-time-impossible', trouble, 'Choose another day, or another time in the pack.');
  const window = command.window ?? windowOf(command.plan, clock);
  if (window !== null && (tZeroAt < window.earliestAt || tZeroAt > window.latestAt))
    return refuse('outside-window', 'T-0 is outside of the launch window.', 'Move T-0, or the window.');
  const { type: _, window: __, ...rest } = command;
  const bounds = window === null ? {} : { window };
  return decided([{ type: 'launch.created', ...rest, ...bounds, signed: stamp.signed }]);
}

/**
 * A launch stays with the cluster it first saw: the same name on another cluster is another place. Where the sources are told
 * too, the log says whenever it is connected to something else, or as somebody else, than it said last.
 */
function identify(state: LaunchState, command: CommandOf<'cluster.identify'>): Decision {
  const known = state.launch?.cluster;
  if (state.launch === null) return refuse('no-launch', 'No launch is open.');
  const { type: _, ...reached } = command;
  const { uid, server } = reached;
  if (known == null) return decided([{ type: 'cluster.identified', ...reached }]);
  if (known.uid === uid) return decided(isNews(known, reached) ? [{ type: 'cluster.identified', ...reached }] : []);
  return refuse(
    'another-cluster',
    `This launch belongs to the cluster with UID ${known.uid} (${known.server}); the one reached now is ${uid} (${server}).`,
    'Point the connection back to the cluster of this launch.',
  );
}

const isNews = (known: ReachedCluster, reached: ReachedCluster): boolean =>
  reached.sources !== undefined &&
  (known.context !== reached.context ||
    known.server !== reached.server ||
    known.user !== reached.user ||
    known.sources?.join('\n') !== reached.sources.join('\n'));

/** After a start: what was under way is looked at, what had not started waits for a person (authority.md). */
function recover(state: LaunchState, command: CommandOf<'launch.recover'>): Decision {
  const events: DomainEvent[] = [];
  const effects: Effect[] = [];
  for (const action of actionsInOrder(state.actions).filter(isOnItsWay)) {
    for (const entry of action.operations.filter(
      (candidate) =>
        // What a person does goes on while the console is down.
        (candidate.state === 'running' && candidate.planned.spec.kind !== 'manual.step') ||
        candidate.state === 'outcome-unknown',
    )) {
      const about = { action: action.id, operation: entry.planned.id };
      const wasSent =
        entry.state === 'outcome-unknown' ||
        command.lost.some((lost) => lost.action === action.id && lost.operation === entry.planned.id);
      if (entry.state === 'running')
        events.push(
          wasSent
            ? { type: 'operation.outcome-unknown', ...about, message: 'the console stopped while it was under way' }
            : { type: 'operation.cancelled', ...about, message: 'the console stopped before it began' },
        );
      if (wasSent) effects.push({ kind: 'look-operation', ...about });
    }
    if (action.state === 'planning') effects.push({ kind: 'plan-action', action: action.id });
    else if (action.state === 'verifying') effects.push({ kind: 'verify-action', action: action.id });
    else if (action.state === 'grace' || action.state === 'running')
      events.push({
        type: 'action.interrupted',
        action: action.id,
        reason: 'The console was restarted. Nothing starts by itself: go on when you are ready.',
      });
  }
  // A dry run changes nothing: it is done again.
  for (const { id, findings } of state.rollback.dryRuns)
    if (findings === null) effects.push({ kind: 'dry-run', dryRun: id });
  return decided(events, effects);
}
