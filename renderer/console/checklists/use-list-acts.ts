import { type Dispatch, type SetStateAction, useState } from 'react';
import { flushSync } from 'react-dom';
import { itemState } from '#shared/domain/checklist/standing.ts';
import type { ItemState } from '#shared/domain/checklist/state.ts';
import type { ItemId } from '#shared/domain/ids.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import type { ItemRow } from '#shared/views/item-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useSession } from '../../stores/session.ts';
import { useDispatch } from '../act/use-dispatch.ts';
import { type ListIntent, manyByTick, moved, nextByTick, type Place, toggled } from './list-keys.ts';
import type { Marking } from './mark-dialog.tsx';
import { useProbes } from './use-probes.ts';

type Parts = {
  readonly rows: readonly ItemRow[];
  readonly place: Place;
  readonly setPlace: Dispatch<SetStateAction<Place>>;
  /** Opens the list before or after the open one. */
  readonly turn: (by: 1 | -1) => void;
  readonly isDetailed: boolean;
  readonly setDetailed: (isDetailed: boolean) => void;
};
type ListActs = {
  readonly act: (intent: ListIntent, item: ItemId | null) => void;
  readonly markMany: (state: ItemState) => void;
  /** What the space bar does with what is selected. */
  readonly byTick: 'open' | 'done';
  readonly probe: (item: ItemId) => void;
  readonly marking: Marking | null;
  readonly endMarking: () => void;
  /** Items whose probe was asked for and hasn't answered. */
  readonly checking: ReadonlySet<string>;
  readonly trouble: Trouble | null;
};

const noItems: ReadonlySet<ItemId> = new Set();

/** At once, not after the next frame: the letter typed next would still be a key of the list, `b` a blocked item. */
function focus(selector: string): void {
  document.querySelector<HTMLElement>(selector)?.focus();
}

/** What the keys and buttons of a list do. */
export function useListActs(parts: Parts): ListActs {
  const { rows, place, setPlace, isDetailed, setDetailed } = parts;
  const { tick, markMany, byTick, ask, marking, endMarking, trouble } = useMarking(parts);
  const { probe, checking, probeTrouble } = useProbes();
  const isMany = place.selected.size > 0;
  const openDetail = (id: ItemId, isWriting: boolean): void => {
    flushSync(() => {
      setPlace({ ...place, cursor: id });
      setDetailed(true);
    });
    if (isWriting) focus('[data-item-note]');
  };
  const leave = (): void => {
    if (isMany) setPlace({ ...place, selected: noItems });
    else setDetailed(false);
  };
  const actOn = (intent: ListIntent, row: ItemRow): void => {
    if (intent.kind === 'box' || (intent.kind === 'tick' && !isMany)) tick(row);
    else if (intent.kind === 'tick') markMany(byTick);
    else if (intent.kind === 'mark' && isMany) markMany(intent.state);
    else if (intent.kind === 'mark') ask([row], intent.state);
    else if (intent.kind === 'select') setPlace({ cursor: row.id, selected: toggled(place.selected, row.id) });
    else if (intent.kind === 'detail') openDetail(row.id, isDetailed && place.cursor === row.id);
    else if (intent.kind === 'note') openDetail(row.id, true);
    else if (intent.kind === 'probe' && row.probe !== null) probe(row.id);
  };
  const act = (intent: ListIntent, item: ItemId | null): void => {
    const row = rows.find((one) => one.id === item);
    const order = rows.map(({ id }) => id);
    if (intent.kind === 'move') setPlace(moved(order, place, intent.to, intent.extend));
    else if (intent.kind === 'list') parts.turn(intent.by);
    else if (intent.kind === 'search') focus('[data-list-search]');
    else if (intent.kind === 'leave') leave();
    else if (row !== undefined) actOn(intent, row);
  };
  return { act, markMany, byTick, probe, marking, endMarking, checking, trouble: trouble ?? probeTrouble };
}

/** Marks: at once where that is safe, else through the dialog; several under one signature. */
function useMarking({ rows, place, setPlace }: Parts) {
  const isSignedIn = useSession((session) => session.person !== null);
  const { send, trouble } = useDispatch();
  const [marking, setMarking] = useState<Marking | null>(null);
  const ask = (wanted: readonly ItemRow[], state: ItemState): void => {
    const changing = wanted.filter((row) => row.state !== state);
    if (changing.length > 0) setMarking({ rows: changing, state });
  };
  const tick = (row: ItemRow): void => {
    const state = nextByTick(row.state);
    const isDoubtful = state === 'done' && row.probe?.word === 'fails';
    if (isSignedIn && !isDoubtful) void send({ type: 'item.mark', item: row.id, state, note: '' });
    else ask([row], state);
  };
  const selected = rows.filter((row) => place.selected.has(row.id));
  const byTick = manyByTick(selected.map(({ state }) => state));
  const markMany = (state: ItemState): void => ask(selected, state);
  /** After what was signed for several, none of them is selected any more; after Cancel they all still are. */
  const endMarking = (): void => {
    const now = useLaunch.getState().state;
    const isDone = marking?.rows.every(({ id }) => itemState(now, id) === marking.state) === true;
    if (isDone) setPlace((before) => ({ ...before, selected: noItems }));
    setMarking(null);
  };
  return { tick, markMany, byTick, ask, marking, endMarking, trouble };
}
