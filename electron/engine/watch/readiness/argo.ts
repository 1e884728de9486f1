import type { ReadinessCheck } from '#shared/domain/signal/judged.ts';
import type { Watching } from '../watching.ts';
import { ARGO, plansOf, type Tried } from './planned.ts';

/**
 * What would undo a rollback by itself (reconciled 32): asked for every object that it touches, also while there is
 * nothing to change yet. No check where Argo CD keeps none of them.
 */
export async function argoChecks(
  { outside, signal }: Watching,
  tried: readonly Tried[],
): Promise<readonly ReadinessCheck[]> {
  const plans = plansOf(tried);
  const touched = new Set(plans.flatMap(({ targets }) => targets.map(({ kind, name }) => `${kind} ${name}`)));
  const lists = await outside.cluster.watched(signal);
  const objects = lists
    .flatMap(({ objects: list }) => (list.ok ? list.value : []))
    .filter(({ kind, name }) => touched.has(`${kind} ${name}`))
    .map(({ kind, name, content }) => ({ kind, name, ...content.metadata }));
  const planned = plans.flatMap((plan) => plan.checks).filter(({ what }) => what === ARGO);
  const found = [...planned, ...(await outside.cluster.selfHealing(objects))];
  for (const state of ['act', 'unknown', 'watch', 'good'] as const) {
    const first = found.find((check) => check.state === state);
    if (first !== undefined) return [{ title: 'Argo CD keeps out', state, text: first.text }];
  }
  return [];
}
