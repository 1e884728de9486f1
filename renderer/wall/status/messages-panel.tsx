import { minuteTime } from '#shared/views/format/wall-time.ts';
import type { MessageRow } from '#shared/views/message-rows.ts';
import type { Draft } from '#shared/views/status/investigating.ts';
import { usePresenter } from '../../stores/presentation.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Hidden } from '../hidden.tsx';
import { FittingRows } from './fitting-rows.tsx';

type Props = {
  /** Newest first. */
  readonly rows: readonly MessageRow[];
  readonly draft: Draft | null;
  readonly zone: string;
};
type Shown = Pick<MessageRow, 'id' | 'channel' | 'title' | 'mark'> & { readonly time: string };

const draftRow = ({ template, waitsFor }: Draft): Shown => ({
  ...{ id: 'draft', time: 'draft', channel: 'Status page', title: template.title },
  mark: { tone: 'unknown', word: waitsFor === '' ? 'to be posted by hand' : `waits for ${waitsFor}` },
});

/** What went out, whether the page shows it, what waits, and what is ready to be posted. */
export function MessagesPanel({ rows, draft, zone }: Props) {
  const isPresenter = usePresenter();
  const out = rows.filter(({ isOut }) => isOut).length;
  const shown: readonly Shown[] = [
    ...(draft === null ? [] : [draftRow(draft)]),
    ...rows.map((row) => ({ ...row, time: minuteTime(row.at, zone) })),
  ];
  return (
    <Panel title="Messages" aside={`${out} out, ${rows.length - out} waiting`} className="status-list messages">
      {shown.length === 0 ? <p className="wall-label">Nothing was sent yet.</p> : null}
      <FittingRows rows={shown} rowRem={3.5} toneOf={({ mark }) => mark.tone} keyOf={({ id }) => id} calm="all out">
        {(row) => (
          <div className="message-row">
            <span className="num dim">{row.time}</span>
            <span className="ellipsis">{isPresenter ? <Hidden /> : `${row.channel}: ${row.title}`}</span>
            <StateMark tone={row.mark.tone}>{isPresenter && row.id === 'draft' ? 'waiting' : row.mark.word}</StateMark>
          </div>
        )}
      </FittingRows>
    </Panel>
  );
}
