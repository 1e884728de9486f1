import type { ItemId, PersonId, RoleId } from '../ids.ts';
import type { ProbeEntry } from '../probe/state.ts';
import type { Evidence } from './evidence.ts';

export type ItemState = 'open' | 'done' | 'not-applicable' | 'blocked';
/** One entry of an item's history. */
export type Mark = {
  readonly state: ItemState;
  readonly by: PersonId;
  readonly at: number;
  readonly note: string;
  readonly evidence: readonly Evidence[];
  /** What the item's probe had said; null where there is none or it hadn't run. */
  readonly probe: ProbeEntry | null;
};
export type ItemEntry = Mark & {
  /** Oldest first, the last one included: undo is a new entry, never an erasure. */
  readonly history: readonly Mark[];
};
export type Annotation = {
  readonly by: PersonId;
  readonly at: number;
  readonly note: string;
  readonly evidence: readonly Evidence[];
};
export type SignOff = {
  readonly role: RoleId;
  readonly by: PersonId;
  readonly inSteadOf: PersonId | null;
  readonly at: number;
  readonly exceptions: readonly { readonly item: ItemId; readonly reason: string }[];
};
export type ChecklistState = {
  /** Items by id; an item that nobody has marked is open and isn't in the record. */
  readonly items: Readonly<Record<string, ItemEntry>>;
  /** Notes and evidence added without marking, by item. */
  readonly annotations: Readonly<Record<string, readonly Annotation[]>>;
  /** The last sign-off of a list in a role, by list and role. */
  readonly signOffs: Readonly<Record<string, Readonly<Record<string, SignOff>>>>;
};
export const emptyChecklist: ChecklistState = { items: {}, annotations: {}, signOffs: {} };
