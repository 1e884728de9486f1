import type { Action } from '#shared/domain/action/state.ts';
import type { EngineCommand } from '#shared/domain/commands.ts';
import type { LaunchKind } from '#shared/domain/launch/state.ts';
import { fillSpec } from '#shared/domain/operation/fill-spec.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type OperationKinds, planOperation } from '../adapters/catalogue.ts';
import type { Connections } from '../adapters/connections.ts';
import type { ClusterPort } from '../adapters/kubernetes/port.ts';
import { planHash } from './plan-hash.ts';
import { sourceWords } from './source-words.ts';

/** Makes the plan of an action: reads and dry runs only. The first thing that can't be planned is told. */
export async function planAction(kinds: OperationKinds, action: Action, signal: AbortSignal): Promise<EngineCommand> {
  const planned = await Promise.all(
    action.operations.map(async (entry) => [entry.planned, await planEntry(kinds, action, entry, signal)] as const),
  );
  const plans: Record<string, OperationPlan> = {};
  for (const [operation, result] of planned) {
    if (!result.ok)
      return {
        type: 'action.plan-fail',
        action: action.id,
        message: `${operation.title}: ${result.error.message}`,
        hint: result.error.hint ?? 'Mend it, then plan again.',
      };
    plans[operation.id] = result.value;
  }
  return { type: 'action.plan', action: action.id, plans, hash: planHash(plans) };
}

/** What still asks for an answer is planned when it is answered: its texts aren't known yet. */
async function planEntry(
  kinds: OperationKinds,
  action: Action,
  { planned }: Action['operations'][number],
  signal: AbortSignal,
): Promise<Result<OperationPlan, Fault>> {
  const isOpen = (planned.asks ?? []).some((id) => action.answers[id] === undefined);
  if (!isOpen) return planOperation(kinds, fillSpec(planned.spec, action.answers), signal);
  return ok({
    ...{ targets: [], changes: [], equivalent: '' },
    checks: [{ what: planned.title, state: 'watch', text: 'it is asked for when it comes to it' }],
  });
}

/**
 * What tells the launch which cluster this is, and in production all that is connected; the launch refuses another cluster than
 * it began with.
 */
export async function identifyCluster(
  cluster: ClusterPort,
  kind: LaunchKind,
  settings: Connections,
  signal: AbortSignal,
): Promise<Result<EngineCommand, Fault>> {
  const found = await cluster.identity(signal);
  if (!found.ok) return found;
  const { uid, context, server, user, isRehearsal } = found.value;
  if (kind === 'production' && isRehearsal)
    return err({
      ...{ kind: 'fault', cause: 'invalid', retryable: true },
      message: `A production launch refuses the rehearsal cluster, which ${context} is.`,
      hint: 'Set up the connections of the real one.',
    });
  const sources = kind === 'production' ? { sources: [...sourceWords(settings)] } : {};
  return ok({ type: 'cluster.identify', uid, context, server, user, ...sources });
}
