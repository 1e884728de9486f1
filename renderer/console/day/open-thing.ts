import type { DayThing } from '#shared/views/projection.ts';
import { show } from '../../stores/view.ts';

/** Names a thing among all of the day: a gate and the entry it shows may carry the same id. */
export const keyOf = ({ kind, id }: Pick<DayThing, 'kind' | 'id'>): string => `${kind} ${id}`;

/** Where a thing of the day is done: its item, list, decision or step. A person's word is given in its row of the list. */
export function openThing(thing: DayThing): void {
  const { kind, id, entry } = thing;
  const step = kind === 'step' ? id : entry?.step;
  const gate = kind === 'gate' ? id : entry?.gate;
  const list = kind === 'checklist' ? id : (entry?.item ?? entry?.checklist);
  if (step !== undefined) show('launch', step);
  else if (gate !== undefined) show('decisions', gate);
  else if (list !== undefined) show('checklists', list);
  else document.querySelector<HTMLElement>(`[data-day-row="${CSS.escape(keyOf(thing))}"] button`)?.focus();
}
