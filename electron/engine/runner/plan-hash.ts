import { createHash } from 'node:crypto';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';

/**
 * The hash that a confirmation signs: identity of every target, every change, and the old values of exactly the fields
 * that are overwritten; never status or resourceVersion (authority.md).
 */
export function planHash(plans: Readonly<Record<string, OperationPlan>>): string {
  const text = JSON.stringify(
    Object.keys(plans)
      .sort()
      .map((id) => {
        const plan = plans[id];
        return [
          id,
          plan?.targets.map(targetText),
          plan?.changes.map((change) => [targetText(change.target), change.field, change.from, change.to]),
        ];
      }),
  );
  return createHash('sha256').update(text).digest('hex');
}

const targetText = (target: OperationPlan['targets'][number]): readonly string[] => [
  target.kind,
  target.where,
  target.namespace ?? '',
  target.name,
  target.uid ?? '',
];
