import { itemState } from '../../checklist/standing.ts';
import { allItems } from '../../plan/item-by-id.ts';
import { openDecisions } from '../../rollback/authority.ts';
import { type Criterion, met, notMet, some } from './verdict.ts';

/** No open P1 or P2, no blocked item, no open decision, no action item marked blocking (reconciled 29). */
export const noBlockingIssues: Criterion = (state) => {
  const incidents = state.incidents.incidents.filter(
    ({ resolvedAt, severity }) => resolvedAt === null && (severity === 'P1' || severity === 'P2'),
  );
  if (incidents.length > 0)
    return notMet(`open incident: ${some(incidents.map(({ severity, title }) => `${severity} ${title}`))}`);
  const items = state.launch === null ? [] : allItems(state.launch.plan);
  const blocked = items.filter(({ id }) => itemState(state, id) === 'blocked');
  if (blocked.length > 0) return notMet(`blocked: ${some(blocked.map((item) => item.title))}`);
  const decisions = openDecisions(state);
  if (decisions.length > 0) return notMet(`open decision: ${some(decisions.map((entry) => entry.title))}`);
  const toDo = state.actionItems.items.filter(({ isBlocking, closedAt }) => isBlocking && closedAt === null);
  if (toDo.length > 0) return notMet(`blocking action item: ${some(toDo.map(({ title }) => title))}`);
  return met('no open P1 or P2, nothing blocked, no decision open, no blocking action item');
};
