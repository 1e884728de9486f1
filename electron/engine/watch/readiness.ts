import type { Readiness } from '#shared/contract/observations.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import { isPollNear } from '#shared/domain/gate/poll.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { OperationKindName } from '#shared/domain/operation/spec.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import type { ReadinessCheck } from '#shared/domain/signal/state.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { planOperation } from '../adapters/catalogue.ts';
import type { Watching } from './watching.ts';

/** Well within the three minutes for which a proof counts at a Go/No-Go. */
const RENEW_MS = 120_000;

const titles: Partial<Record<OperationKindName, string>> = {
  'traffic.weights': 'Traffic to stable',
  'kubernetes.scale': 'Canary to zero',
  'flag.set': 'Flag service',
  'message.post': 'Messages storable',
};

/**
 * Proves that a rollback would work now: every operation of the quick rollback is planned, which asks the cluster for
 * the rights and for a server-side dry run, and stable has the pods to carry everything (product §6).
 */
export function createReadinessWatch(with_: Watching, intervalMs: number): () => Promise<void> {
  let told = '';
  let toldAt = 0;
  return async () => {
    const { plan, kinds, hub, clock, signal, tell } = with_;
    const operations = plan.quickRollback.operations.filter((operation) => titles[operation.spec.kind] !== undefined);
    const planned = await Promise.all(
      operations.map(async (operation) => [operation, await planOperation(kinds, operation.spec, signal)] as const),
    );
    if (signal.aborted) return;
    const checks: ReadinessCheck[] = [];
    for (const [kind, title] of Object.entries(titles)) {
      const results = planned.filter(([operation]) => operation.spec.kind === kind).map(([, result]) => result);
      if (results.length > 0) checks.push({ title, ...checkOf(results) });
    }
    const flags = planned.find(([operation, result]) => operation.spec.kind === 'flag.set' && !result.ok)?.[1];
    hub.answered('flags', 'flags', intervalMs, flags === undefined || flags.ok ? null : flags.error);
    checks.push(await stableCarries(with_));
    const state = checks.some((check) => check.state === 'act')
      ? 'not-ready'
      : checks.some((check) => check.state === 'unknown')
        ? 'unknown'
        : 'ready';
    const byHand = planned.flatMap(([, result]) => (result.ok ? [result.value.equivalent] : []));
    hub.readiness = {
      state,
      provenAt: clock.now(),
      checks,
      byHand,
      estimateMs: lastRollbackMs(with_),
    } satisfies Readiness;
    const verdict = `${state} ${checks.map((check) => check.state).join()}`;
    // A poll asks for a proof of the last minutes (reconciled 29): while one is near, it is told again and again.
    const isOld = clock.now() - toldAt > RENEW_MS && isPollNear(with_.state(), clock.now());
    if (verdict === told && !isOld) return;
    tell({ type: 'readiness.judge', verdict: state, checks });
    [told, toldAt] = [verdict, clock.now()];
  };
}

function checkOf(results: readonly Result<OperationPlan, Fault>[]): Pick<ReadinessCheck, 'state' | 'text'> {
  const failed = results.find((result) => !result.ok);
  if (failed !== undefined && !failed.ok) return { state: 'act', text: failed.error.message };
  const checks = results.flatMap((result) => (result.ok ? result.value.checks : []));
  const wrong = checks.find((check) => check.state === 'act') ?? checks.find((check) => check.state === 'unknown');
  if (wrong !== undefined) return { state: wrong.state, text: `${wrong.what}: ${wrong.text}` };
  return { state: 'good', text: `${results.length} of ${results.length} accepted by a dry run` };
}

async function stableCarries({ plan, outside, signal }: Watching): Promise<ReadinessCheck> {
  const title = 'Stable carries 100 %';
  const seen = await outside.cluster.deployments(signal);
  if (!seen.ok) return { title, state: 'unknown', text: seen.error.message };
  const stable = plan.services.map((service) => seen.value.find((entry) => entry.name === service.stableDeployment));
  const missing = plan.services.filter((_, index) => stable[index] === undefined);
  if (missing.length > 0)
    return {
      title,
      state: 'act',
      text: `no Deployment ${missing.map((service) => service.stableDeployment).join(', ')}`,
    };
  const short = stable.filter((entry) => entry !== undefined && (entry.ready < entry.wanted || entry.ready === 0));
  const ready = stable.reduce((sum, entry) => sum + (entry?.ready ?? 0), 0);
  const wanted = stable.reduce((sum, entry) => sum + (entry?.wanted ?? 0), 0);
  if (short.length > 0)
    return {
      title,
      state: 'act',
      text: `${short.map((entry) => `${entry?.name} ${entry?.ready}/${entry?.wanted}`).join(', ')} ready`,
    };
  return { title, state: 'good', text: `${ready} of ${wanted} pods ready` };
}

/** Real time: how long the cluster took, whatever the speed of the rehearsal it was measured in. */
function lastRollbackMs({ state, clock }: Watching): number | null {
  const last = actionsInOrder(state().actions).findLast((action) => isRollback(action) && action.completedAt !== null);
  return last === undefined ? null : clock.toReal((last.completedAt ?? 0) - (last.startedAt ?? 0));
}
