import type { CommandOf } from '../commands.ts';
import type { LaunchState } from '../launch/state.ts';
import type { ProcedureKind } from './state.ts';

const GOAL = 'roll back: all traffic on stable, canary at zero, launch flags off';

/**
 * What a rollback is confirmed as: its goal in words, never its plan. It is signed by who asks and by everyone who
 * confirms (authority.md "A confirmation").
 */
export function rollbackGoal(
  state: LaunchState,
  procedure: ProcedureKind = 'quick-rollback',
  services?: readonly string[],
): string {
  const plan = state.launch?.plan;
  if (procedure === 'database-rollback')
    return `roll the database back in ${plan?.namespace ?? ''}: the quick rollback, all services stopped, the database as it was at the moment chosen, stable on it`;
  if (services === undefined) return GOAL;
  const titles = (plan?.services ?? []).filter(({ id }) => services.includes(id)).map(({ title }) => title);
  return `roll back alone: ${titles.join(', ')}: their traffic on stable, their canaries at zero, their own flags off`;
}

/** The goal of what is asked; break-glass is signed with its reason. */
export function goalOf(state: LaunchState, { procedure, services, isBreakGlass, reason }: Asked): string {
  const goal = rollbackGoal(state, procedure, services);
  return isBreakGlass === true ? `${goal}; break-glass: ${reason}` : goal;
}
type Asked = Pick<CommandOf<'rollback.ask'>, 'procedure' | 'services' | 'isBreakGlass' | 'reason'>;
