import { useState } from 'react';
import type { Trouble } from '#shared/lib/trouble.ts';
import { age } from '#shared/views/format/duration.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { askMain } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { usePaper } from '../../stores/paper.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { writePaper } from './write-paper.ts';

const nameOf = (path: string): string => path.split(/[\\/]/).at(-1) ?? path;

/** The runbook on paper: what opens without Tminus when everything else is down (product §10). */
export function PaperPanel() {
  const launch = useLaunch((replica) => replica.state.launch?.id ?? '');
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const last = usePaper((paper) => paper.last);
  const now = useNow();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const write = async (): Promise<void> => {
    setBusy(true);
    setTrouble(await writePaper());
    setBusy(false);
  };
  const open = async (path: string): Promise<void> => {
    const answer = await askMain('window.openFile', { launch, folder: 'paper', name: nameOf(path) });
    setTrouble(answer.ok ? null : answer.trouble);
  };
  const known = last?.launch === launch ? last : null;
  return (
    <Panel title="On paper" aside={known === null ? '' : `written ${age(now - known.at)} ago`}>
      <p className="muted">
        The whole runbook with its state, contacts, authorities and what to do by hand, as one file that opens in any
        browser. It is written by itself at every decision and sign-off.
      </p>
      {known === null ? null : (
        <p>
          <b>{known.why}</b>{' '}
          <span className="dim">
            {clockTime(known.at, zone)}, {nameOf(known.html)}
          </span>
        </p>
      )}
      <TroubleNote trouble={trouble} />
      <div className="task-actions">
        <Button disabled={isBusy} onClick={() => void write()}>
          {isBusy ? 'Writing' : 'Write it now'}
        </Button>
        {known === null ? null : (
          <>
            <Button onClick={() => void open(known.html)}>Open</Button>
            <Button onClick={() => void open(known.pdf)}>Open PDF</Button>
          </>
        )}
      </div>
    </Panel>
  );
}
