import { itemState } from '../../checklist/standing.ts';
import { allItems } from '../../plan/item-by-id.ts';
import { openDecisions } from '../../rollback/authority.ts';
import { type Criterion, notMet, some, unknown } from './verdict.ts';

/**
 * No open P1 or P2, no blocked item, no action item marked blocking (reconciled 29). What blocks is told; that nothing
 * else does can't be told while incidents and the owners of action items aren't kept here.
 */
export const noBlockingIssues: Criterion = (state) => {
  const items = state.launch === null ? [] : allItems(state.launch.plan);
  const blocked = items.filter(({ id }) => itemState(state, id) === 'blocked');
  if (blocked.length > 0) return notMet(`blocked: ${some(blocked.map((item) => item.title))}`);
  const decisions = openDecisions(state);
  if (decisions.length > 0) return notMet(`open decision: ${some(decisions.map((entry) => entry.title))}`);
  return unknown('nothing is blocked here; incidents and blocking action items are not kept by this version');
};
