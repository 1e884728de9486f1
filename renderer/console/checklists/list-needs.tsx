import type { Checklist } from '#shared/domain/plan/checklist.ts';
import { needsOfList } from '#shared/views/needs-person.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { NeedLines } from '../now/need-lines.tsx';

/** What of the open list doesn't go on by itself; each line leads to its item. */
export function ListNeeds({ list, now }: { readonly list: Checklist; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const needs = needsOfList(state, list, now);
  return (
    <Panel title="Needs a person" aside={needs.length === 0 ? undefined : needs.length} scrolls className="list-needs">
      <NeedLines needs={needs} calm="Nothing waits for a person" />
    </Panel>
  );
}
