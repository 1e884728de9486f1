import { useEffect, useRef, useState } from 'react';
import type { ItemId } from '#shared/domain/ids.ts';
import { itemById } from '#shared/domain/plan/item-by-id.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { ItemFilter } from '#shared/views/item-rows.ts';
import { listDueNext, listStandings } from '#shared/views/list-standing.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useView } from '../../stores/view.ts';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { ItemDetail } from './item-detail.tsx';
import { ItemGrid } from './item-grid.tsx';
import { ListHint } from './list-hint.tsx';
import type { Place } from './list-keys.ts';
import { ListNeeds } from './list-needs.tsx';
import { ListRail } from './list-rail.tsx';
import { BulkBar, ListTools } from './list-tools.tsx';
import { MarkDialog } from './mark-dialog.tsx';
import { SignOffsPanel } from './sign-offs-panel.tsx';
import { useListActs } from './use-list-acts.ts';
import { firstRow, useSections } from './use-sections.ts';
import './checklists.css';
import './item-grid.css';
import './sign-offs.css';
import './item-detail.css';

const nothing: Place = { cursor: null, selected: new Set() };
const everything: ItemFilter = { only: 'all', query: '' };

/** The list that a jump leads to: named itself, or by one of its items. */
const listOf = (plan: LaunchPlan, target: string | null): string | null =>
  plan.checklists.find(
    ({ id, sections }) => id === target || sections.some(({ items }) => items.some((item) => item.id === target)),
  )?.id ?? null;

/** Begins at the item that a jump leads to; a list's own id is no row of it, so that one begins where its list does. */
const placeOf = (target: string | null): Place => ({ ...nothing, cursor: target as ItemId | null });

/** The checklists of the day: one is open, the rail says how all of them stand. */
export function ChecklistsView() {
  const plan = useLaunch((replica) => replica.state.launch?.plan);
  return plan === undefined ? null : <Lists plan={plan} />;
}

function Lists({ plan }: { readonly plan: LaunchPlan }) {
  const state = useLaunch((replica) => replica.state);
  const target = useView((view) => view.target);
  const jumps = useView((view) => view.jumps);
  const now = useNow();
  const standings = listStandings(state, now);
  const [chosen, setChosen] = useState(() => listOf(plan, target) ?? listDueNext(standings, now)?.list.id ?? '');
  const [filter, setFilter] = useState(everything);
  const [place, setPlace] = useState(() => placeOf(target));
  const [reached, setReached] = useState(jumps);
  const [isDetailed, setDetailed] = useState(false);
  // Taken up while rendering: after an effect the focus would be in the row that was drawn before, and stay there.
  if (jumps !== reached) {
    setReached(jumps);
    const named = listOf(plan, target);
    if (named !== null) {
      setChosen(named);
      setFilter(everything);
      setPlace(placeOf(target));
    }
  }
  const scroll = useRef<HTMLDivElement>(null);
  const sections = useSections(chosen, filter);
  const rows = sections.flatMap((section) => section.rows);
  const cursor = rows.some((row) => row.id === place.cursor) ? place.cursor : firstRow(sections);
  const row = rows.find((one) => one.id === cursor) ?? null;
  const list = plan.checklists.find(({ id }) => id === (row?.list ?? chosen)) ?? plan.checklists[0];
  const focusRow = (): void => scroll.current?.querySelector<HTMLElement>('tr[tabindex="0"]')?.focus();
  const closeDetail = (): void => {
    setDetailed(false);
    focusRow();
  };
  const openList = (id: string): void => {
    setChosen(id);
    setFilter(everything);
    setPlace(nothing);
  };
  const { act, markMany, byTick, probe, marking, endMarking, checking, trouble } = useListActs({
    rows,
    place: { ...place, cursor },
    setPlace,
    turn: (by) => {
      const next = plan.checklists[plan.checklists.findIndex(({ id }) => id === chosen) + by];
      if (next !== undefined) openList(next.id);
    },
    setDetailed,
    isDetailed,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list or jump takes the focus, nothing else does
  useEffect(focusRow, [chosen, jumps]);
  const item = cursor === null ? undefined : itemById(plan, cursor);
  return (
    <>
      <ListRail standings={standings} open={list?.id ?? ''} now={now} onOpen={openList} />
      <div className="lists">
        <section className="panel list-panel" aria-label={list?.title ?? ''}>
          {place.selected.size > 0 ? (
            <BulkBar
              count={place.selected.size}
              byTick={byTick}
              onMark={markMany}
              onClear={() => setPlace({ ...nothing, cursor })}
            />
          ) : (
            <ListTools filter={filter} onFilter={setFilter} onLeave={focusRow} />
          )}
          <TroubleNote trouble={trouble} />
          <ItemGrid
            ref={scroll}
            title={list?.title ?? ''}
            sections={sections}
            place={{ ...place, cursor }}
            checking={checking}
            onCursor={(id) => setPlace((before) => (before.cursor === id ? before : { ...before, cursor: id }))}
            onIntent={act}
          />
          <ListHint />
        </section>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: Esc leaves the detail from every field inside */}
        <div
          className="now-stack list-side"
          onKeyDown={(event) => {
            if (event.key === 'Escape' && isDetailed) closeDetail();
          }}
        >
          {isDetailed && item !== undefined && row !== null ? (
            <ItemDetail
              item={item}
              row={row}
              isChecking={checking.has(row.id)}
              onProbe={() => probe(row.id)}
              onClose={closeDetail}
            />
          ) : list === undefined ? null : (
            <>
              <SignOffsPanel list={list} now={now} />
              <ListNeeds list={list} now={now} />
            </>
          )}
        </div>
      </div>
      {marking === null ? null : <MarkDialog marking={marking} onClose={endMarking} />}
    </>
  );
}
