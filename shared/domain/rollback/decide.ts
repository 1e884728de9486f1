import { actionsInOrder } from '../action/evolve.ts';
import { asId } from '../as-id.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { DecisionId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { hasBegun, isRollback, rollbackInHand } from '../rollout/attempt.ts';
import { actsAs } from '../roster/deputies.ts';
import { authorityById, personById } from '../roster/roles.ts';
import { decideRollbackAsk } from './ask.ts';
import { decideDryRun } from './dry-run.ts';

type RollbackCommand = CommandOf<
  | 'criterion.raise'
  | 'criterion.trip'
  | 'rollback.ask'
  | 'decision.keep-going'
  | 'decision.time-out'
  | 'dry-run.ask'
  | 'dry-run.report'
>;

export function decideRollback(state: LaunchState, command: RollbackCommand, stamp: Stamp): Decision {
  switch (command.type) {
    case 'criterion.raise':
    case 'criterion.trip':
      return open(state, command, stamp);
    case 'rollback.ask':
      return decideRollbackAsk(state, command, stamp);
    case 'decision.keep-going':
      return keepGoing(state, command, stamp);
    case 'dry-run.ask':
    case 'dry-run.report':
      return decideDryRun(state, command, stamp);
    case 'decision.time-out': {
      const entry = state.rollback.decisions.find((decision) => decision.id === command.decision);
      if (entry?.state !== 'open' || entry.hasTimedOut) return decided([]);
      return decided([{ type: 'decision.timed-out', decision: entry.id }]);
    }
  }
}

/** A criterion is met: a decision opens with its authority and its clock (runbook §3.1). */
function open(state: LaunchState, command: CommandOf<'criterion.raise' | 'criterion.trip'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const criterion = plan?.criteria.find((entry) => entry.id === command.criterion);
  const rule = plan?.severities.find((entry) => entry.severity === criterion?.severity);
  if (criterion === undefined || rule === undefined)
    return refuse('no-such-criterion', `The runbook has no criterion "${command.criterion}".`);
  const isWatched = command.type === 'criterion.trip';
  const isOpen = state.rollback.decisions.some((entry) => entry.criterion === criterion.id && entry.state === 'open');
  if (isOpen)
    return isWatched
      ? decided([])
      : refuse('already-open', `"${criterion.title}" is raised already.`, 'Decide about it on the Rollback page.');
  if (isWatched && (rollbackInHand(state) !== null || !hasBegun(state))) return decided([]);
  const number = state.rollback.decisions.length + 1;
  return decided([
    {
      type: 'decision.opened',
      decision: asId<DecisionId>(`${criterion.id}.${number}.${stamp.commandId.slice(-6)}`),
      criterion: criterion.id,
      title: criterion.title,
      severity: rule.severity,
      authority: rule.authority,
      raisedBy: stamp.person,
      isWatched,
      evidence: command.evidence,
      dueAt: rule.decisionMs === null ? null : stamp.at + rule.decisionMs,
    },
  ]);
}

/** The one who may roll back alone when nothing has tripped, the commander, may also decide to keep going (runbook §5.2). */
function keepGoing(state: LaunchState, command: CommandOf<'decision.keep-going'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const entry = state.rollback.decisions.find((decision) => decision.id === command.decision);
  if (plan === undefined || entry?.state !== 'open') return refuse('not-open', 'That decision is not open.');
  const authority = authorityById(plan, plan.rollbackAuthority);
  const roles = authority !== undefined && Array.isArray(authority.asks) ? authority.asks : [];
  const person = personById(state.roster, stamp.person);
  const acting = roles.map((role) => actsAs(state, person, role, stamp.at)).find((one) => one !== null);
  if (acting == null)
    return refuse('not-entitled', 'Keeping going is decided by the Launch Commander.', 'Ask the Launch Commander.');
  if (stamp.person === null || stamp.signed === null)
    return refuse('not-signed', 'This decision is signed.', 'Sign in first.');
  const stead = acting.inSteadOf === null ? {} : { inSteadOf: acting.inSteadOf };
  const { person: by, signed } = stamp;
  // A rollback that was asked for on it and that nobody has confirmed to its end has no decision any more.
  const ended = actionsInOrder(state.actions)
    .filter((action) => isRollback(action) && action.state === 'waiting' && action.decision === entry.id)
    .map((action) => ({ type: 'action.stopped', action: action.id, by, reason: 'decided to keep going' }) as const);
  return decided([
    { type: 'decision.kept-going', decision: entry.id, by, ...stead, reason: command.reason, signed },
    ...ended,
  ]);
}
