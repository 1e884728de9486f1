import { useState } from 'react';
import type { Evidence } from '#shared/domain/checklist/evidence.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { dayTime } from '#shared/views/format/day-time.ts';
import { byteText, itemHistory } from '#shared/views/item-history.ts';
import { askMain } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { TickMark } from '../../ui/tick-mark.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { OpenLink } from './open-link.tsx';

type Props = { readonly item: string; readonly now: number; readonly zone: string };

/** What was marked and added, newest first: an undo is an entry like any other. */
export function ItemHistory({ item, now, zone }: Props) {
  const state = useLaunch((replica) => replica.state);
  const lines = itemHistory(state, item);
  if (lines.length === 0) return <p className="dim detail-part">Nobody has marked it or added anything yet.</p>;
  return (
    <ol className="item-history detail-part" aria-label="History">
      {lines.map((line) => (
        <li key={`${line.at} ${line.word}`}>
          {line.state === null ? <span className="history-dot" /> : <TickMark state={line.state} />}
          <div>
            <b>{line.word}</b>{' '}
            <span className="dim">
              {line.by}, <span className="num">{dayTime(line.at, now, zone)}</span>
            </span>
            {line.note === '' ? null : <p className="muted">{line.note}</p>}
            {line.probe === null ? null : (
              <p className={line.probe.verdict === 'bad' && line.state === 'done' ? 'act' : 'dim'}>
                its probe: {line.probe.text}
              </p>
            )}
            {line.evidence.map((evidence) => (
              <Shown key={evidence.kind === 'file' ? evidence.sha256 : JSON.stringify(evidence)} evidence={evidence} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

const Shown = ({ evidence }: { readonly evidence: Evidence }) =>
  evidence.kind === 'text' ? (
    <p className="evidence-text">{evidence.text}</p>
  ) : evidence.kind === 'link' ? (
    <OpenLink url={evidence.url} />
  ) : (
    <ShownFile {...evidence} />
  );

/** A file of the launch's folder: it lies there under its hash and name. */
function ShownFile({ name, sha256, bytes }: Extract<Evidence, { kind: 'file' }>) {
  const launch = useLaunch((replica) => replica.state.launch?.id ?? '');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const open = async (): Promise<void> => {
    const answer = await askMain('window.openFile', { launch, folder: 'evidence', name: `${sha256}-${name}` });
    setTrouble(answer.ok ? null : answer.trouble);
  };
  return (
    <p>
      <button type="button" className="link-button" onClick={() => void open()}>
        {name}
      </button>{' '}
      <span className="dim num" title={sha256}>
        {byteText(bytes)}, {sha256.slice(0, 8)}
      </span>
      <TroubleNote trouble={trouble} />
    </p>
  );
}
