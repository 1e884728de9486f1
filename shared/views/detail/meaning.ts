import type { DetailMeaning } from '#shared/contract/observed/detail.ts';
import type { RollbackCriterion } from '#shared/domain/plan/measured.ts';
import { canaryMetrics } from '../canary-metrics.ts';
import { criteriaGroups } from '../criterion-rows.ts';
import type { Looked } from './looked.ts';

/** The rollback criteria that it speaks for, as they stand (runbook §3.1). */
export function criteriaMeaning(
  { state, latest, now, freshMs }: Looked,
  isOne: (criterion: RollbackCriterion) => boolean,
): readonly DetailMeaning[] {
  const plan = state.launch?.plan;
  const ids = new Set(plan?.criteria.filter(isOne).map(({ id }) => id) ?? []);
  return criteriaGroups(state, latest, now, freshMs).flatMap(({ severity, rows }) =>
    rows
      .filter(({ id }) => ids.has(id))
      .map(({ id, title, mark, value, limit, where, leftMs }) => ({
        ...{ id, title: `${severity}: ${title}`, tone: mark.tone ?? 'unknown', leftMs },
        text: [mark.word, value === '' ? '' : `${value} (${limit})`, where].filter(Boolean).join(', '),
      })),
  );
}

/** The metrics of the canary that it speaks for (runbook §2.2). */
export function canaryMeaning(
  { plan, state }: Looked,
  kinds: readonly string[],
  measure?: string,
): readonly DetailMeaning[] {
  const ids = new Set(
    plan.canaryMetrics
      .filter(({ rule }) => kinds.includes(rule.kind) || ('measure' in rule && rule.measure === measure))
      .map(({ id }) => id),
  );
  return canaryMetrics(plan, state.signal)
    .filter(({ id }) => ids.has(id))
    .map(({ id, title, tone, value, limit, where }) => ({
      ...{ id, title: `canary: ${title}`, tone, leftMs: null },
      text: [`${value} (${limit})`, where].filter(Boolean).join(', '),
    }));
}
