import { never } from '../../lib/invariant.ts';
import type { ChecklistEvent } from './events.ts';
import type { ChecklistState, Mark } from './state.ts';

export function evolveChecklist(state: ChecklistState, event: ChecklistEvent, at: number): ChecklistState {
  switch (event.type) {
    case 'item.marked': {
      const { state: to, by, note, evidence = [], probe = null } = event;
      return marked(state, event.item, { state: to, by, at, note, evidence, probe });
    }
    case 'items.marked': {
      const { state: to, by, note } = event;
      return event.items.reduce(
        (next, { item, probe = null }) => marked(next, item, { state: to, by, at, note, evidence: [], probe }),
        state,
      );
    }
    case 'item.annotated': {
      const { item, by, note, evidence } = event;
      const before = state.annotations[item] ?? [];
      return { ...state, annotations: { ...state.annotations, [item]: [...before, { by, at, note, evidence }] } };
    }
    case 'list.signed-off': {
      const { checklist, role, by, inSteadOf = null, exceptions } = event;
      const ofList = { ...state.signOffs[checklist], [role]: { role, by, inSteadOf, at, exceptions } };
      return { ...state, signOffs: { ...state.signOffs, [checklist]: ofList } };
    }
    default:
      return never(event, 'evolveChecklist');
  }
}

function marked(state: ChecklistState, item: string, mark: Mark): ChecklistState {
  const history = [...(state.items[item]?.history ?? []), mark];
  return { ...state, items: { ...state.items, [item]: { ...mark, history } } };
}
