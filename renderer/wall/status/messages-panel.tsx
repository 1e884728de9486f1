import { use } from 'react';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import type { MessageRow } from '#shared/views/message-rows.ts';
import type { Draft } from '#shared/views/status/investigating.ts';
import { Tile } from '../../console/detail/tile.tsx';
import { usePresenter } from '../../stores/presentation.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Hidden } from '../hidden.tsx';
import { FittingRows } from './fitting-rows.tsx';
import { StatusAct } from './status-acts.ts';

type Props = {
  /** Newest first. */
  readonly rows: readonly MessageRow[];
  readonly draft: Draft | null;
  readonly zone: string;
};
/** A draft is no message yet. */
type Shown = Pick<MessageRow, 'channel' | 'title' | 'mark'> & {
  readonly time: string;
  readonly message: MessageRow | null;
};

const draftRow = ({ template, waitsFor }: Draft): Shown => ({
  ...{ message: null, time: 'draft', channel: 'Status page', title: template.title },
  mark: { tone: 'unknown', word: waitsFor === '' ? 'to be posted by hand' : `waits for ${waitsFor}` },
});

/** How many are out and waiting, and those that nobody waits for any more. */
function countsOf(rows: readonly MessageRow[]): string {
  const of = (state: MessageRow['state']): number => rows.filter((row) => row.state === state).length;
  const [failed, unknown] = [of('failed'), of('unknown')];
  return [
    `${of('sent')} out, ${of('queued')} waiting`,
    ...(failed === 0 ? [] : [`${failed} not sent`]),
    ...(unknown === 0 ? [] : [`${unknown} unknown`]),
  ].join(', ');
}

/** What went out, whether the page shows it, what waits, and what is ready to be posted. */
export function MessagesPanel({ rows, draft, zone }: Props) {
  const shown: readonly Shown[] = [
    ...(draft === null ? [] : [draftRow(draft)]),
    ...rows.map((row) => ({ ...row, message: row, time: minuteTime(row.at, zone) })),
  ];
  return (
    <Panel title="Messages" aside={countsOf(rows)} className="status-list messages">
      {shown.length === 0 ? <p className="wall-label">Nothing was sent yet.</p> : null}
      <FittingRows
        rows={shown}
        rowRem={3.5}
        toneOf={({ mark }) => mark.tone}
        keyOf={({ message }) => message?.id ?? 'draft'}
        calm="all out"
      >
        {(row) => <Message row={row} />}
      </FittingRows>
    </Panel>
  );
}

function Message({ row: { message, time, channel, title, mark } }: { readonly row: Shown }) {
  const act = use(StatusAct);
  const isPresenter = usePresenter();
  const inside = (
    <>
      <span className="num dim">{time}</span>
      <span className="ellipsis">{isPresenter ? <Hidden /> : `${channel}: ${title}`}</span>
      <StateMark tone={mark.tone}>{isPresenter && message === null ? 'waiting' : mark.word}</StateMark>
    </>
  );
  if (message === null) return <div className="message-row">{inside}</div>;
  return (
    <div className="status-line">
      <Tile of={{ kind: 'message', id: message.id }} className="message-row">
        {inside}
      </Tile>
      {message.isForHand ? act?.markSent(message) : null}
    </div>
  );
}
