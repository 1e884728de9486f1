import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { OperationKindName } from '#shared/domain/operation/spec.ts';
import type { PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import { rollbackOperations } from '#shared/domain/rollback/operations.ts';
import type { ReadinessCheck } from '#shared/domain/signal/judged.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { planOperation } from '../../adapters/catalogue.ts';
import type { Watching } from '../watching.ts';

/** An operation of the quick rollback as it would be done now. */
export type Tried = { readonly operation: PlannedOperation; readonly result: Result<OperationPlan, Fault> };

/** How plans call what Argo CD would undo. */
export const ARGO = 'Argo CD';
const titles: Partial<Record<OperationKindName, string>> = {
  'traffic.weights': 'Traffic to stable',
  'kubernetes.scale': 'Canary to zero',
  'flag.set': 'Flag service',
  'message.post': 'Messages storable',
  'rollback.read-back': 'Reading back',
  'kubernetes.restore': 'Stable made anew',
  'command.run': 'Programs',
  'http.request': 'Requests',
};
const OTHER = 'Other operations';
const titleOf = ({ operation }: Tried): string => titles[operation.spec.kind] ?? OTHER;

/** Plans every operation of the quick rollback that needs no answer and no hands: reads, rights and dry runs only. */
export const tryAll = ({ plan, kinds, state, signal }: Watching): Promise<readonly Tried[]> =>
  Promise.all(
    rollbackOperations(state(), plan.quickRollback, undefined)
      .filter(({ asks, spec }) => (asks ?? []).length === 0 && spec.kind !== 'manual.step')
      .map(async (operation) => ({ operation, result: await planOperation(kinds, operation.spec, signal) })),
  );

/** One check for each kind of operation. What Argo CD would undo is a check of its own. */
export function checksOf(tried: readonly Tried[], logTrouble: string | null): readonly ReadinessCheck[] {
  const all = [...new Set([...Object.values(titles), OTHER])];
  return all.flatMap((title): ReadinessCheck[] => {
    const some = tried.filter((one) => titleOf(one) === title);
    if (some.length === 0) return [];
    if (title === titles['message.post'] && logTrouble !== null) return [{ title, state: 'act', text: logTrouble }];
    return [{ title, ...verdictOf(some) }];
  });
}

export const plansOf = (tried: readonly Tried[]): readonly OperationPlan[] =>
  tried.flatMap(({ result }) => (result.ok ? [result.value] : []));

function verdictOf(tried: readonly Tried[]): Pick<ReadinessCheck, 'state' | 'text'> {
  const failed = tried.find(({ result }) => !result.ok)?.result;
  if (failed !== undefined && !failed.ok) return { state: 'act', text: failed.error.message };
  const plans = plansOf(tried);
  const checks = plans.flatMap((plan) => plan.checks).filter(({ what }) => what !== ARGO);
  for (const state of ['act', 'unknown', 'watch'] as const) {
    const wrong = checks.find((check) => check.state === state);
    if (wrong !== undefined) return { state, text: `${wrong.what}: ${wrong.text}` };
  }
  return { state: 'good', text: goodText(tried, plans) };
}

/** What the proof consists of: only what there is to change can be tried out. */
function goodText(tried: readonly Tried[], plans: readonly OperationPlan[]): string {
  const count = plans.length;
  const changing = plans.filter(({ changes }) => changes.length > 0).length;
  switch (tried[0]?.operation.spec.kind) {
    case 'flag.set':
      return `it answers, ${count} flags can be turned without anybody’s approval`;
    case 'message.post':
      return `${count} ${count === 1 ? 'text is' : 'texts are'} complete and the log can be written`;
    case 'traffic.weights':
    case 'kubernetes.scale':
      if (changing === 0) return `${count} of ${count} are so already`;
      return changing === count
        ? `${count} of ${count} accepted by a dry run`
        : `${changing} of ${count} accepted by a dry run, the others are so already`;
    default:
      return `${count} of ${count} can be done`;
  }
}

/** The fault of the flag service, for the list of sources. */
export const flagFault = (tried: readonly Tried[]): Fault | null => {
  const failed = tried.find(({ operation, result }) => operation.spec.kind === 'flag.set' && !result.ok)?.result;
  return failed === undefined || failed.ok ? null : failed.error;
};
