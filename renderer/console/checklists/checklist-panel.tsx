import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { ItemId } from '#shared/domain/ids.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useView } from '../../stores/view.ts';
import { Panel } from '../../ui/panel.tsx';
import { SignDialog } from '../act/sign-dialog.tsx';
import { everyone } from '../act/who-may.ts';
import { ItemRow, type Marking } from './item-row.tsx';

type Checklist = LaunchPlan['checklists'][number];

/** Moves the focus to the next or previous item: the list is ticked with arrow keys and the space bar. */
function move(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const boxes = [...event.currentTarget.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  const next = boxes[boxes.findIndex((box) => box.matches(':focus')) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** One checklist: its sections and items. */
export function ChecklistPanel({ checklist }: { readonly checklist: Checklist }) {
  const state = useLaunch((replica) => replica.state);
  const target = useView((view) => view.target);
  const [marking, setMarking] = useState<Marking | null>(null);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const wanted =
      target === null ? null : list.current?.querySelector<HTMLElement>(`[data-item="${CSS.escape(target)}"]`);
    wanted?.focus();
  }, [target]);
  const ids: readonly ItemId[] = checklist.sections.flatMap((section) => section.items.map((item) => item.id));
  const done = ids.filter((id) =>
    ['done', 'not-applicable'].includes(state.checklist.items[id]?.state ?? 'open'),
  ).length;
  const due = minuteTime(state.clock.tZeroAt + checklist.dueAt, state.launch?.plan.timeZone ?? 'UTC');
  return (
    <Panel title={checklist.title} aside={`${done} of ${ids.length}, due ${due}`}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys move between the checkboxes inside */}
      <div ref={list} onKeyDown={move}>
        {checklist.sections.map((section) => (
          <section key={section.title} className="checklist-section">
            <h3>{section.title}</h3>
            <ul>
              {section.items.map((item) => (
                <ItemRow key={item.id} item={item} onMark={setMarking} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      {marking === null ? null : (
        <SignDialog
          title={`${marking.title}: ${marking.state.replace('-', ' ')}?`}
          doing="Mark"
          candidates={everyone(state)}
          {...(marking.state === 'done' || marking.state === 'open'
            ? {}
            : { reason: { label: 'Reason', isRequired: true } })}
          command={(note) => ({ type: 'item.mark', item: marking.item, state: marking.state, note })}
          onClose={() => setMarking(null)}
        />
      )}
    </Panel>
  );
}
