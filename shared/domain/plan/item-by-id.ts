import type { ChecklistItem } from './checklist.ts';
import type { LaunchPlan } from './launch-plan.ts';

/** Every item of a plan, list after list. */
export const allItems = (plan: Pick<LaunchPlan, 'checklists'>): readonly ChecklistItem[] =>
  plan.checklists.flatMap((list) => list.sections.flatMap((section) => section.items));

export const itemById = (plan: LaunchPlan, id: string): ChecklistItem | undefined =>
  allItems(plan).find((item) => item.id === id);
