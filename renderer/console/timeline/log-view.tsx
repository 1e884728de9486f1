import { useState } from 'react';
import type { LogCheck } from '#shared/contract/facts.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { newestLines } from '#shared/views/timeline.ts';
import { call } from '../../bridge/bridge.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useView } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { TimelineFilter } from './timeline-filter.tsx';
import { TimelineList } from './timeline-list.tsx';
import './timeline.css';

const PAGE = 300;

/** The log as people read it, with the proof that it is whole. */
export function LogView() {
  const lines = useLaunch((replica) => replica.lines);
  const position = useLaunch((replica) => replica.position);
  const filter = useView((view) => view.filter);
  const [limit, setLimit] = useState(PAGE);
  const found = newestLines(lines, filter, limit);
  return (
    <Panel title="Log" aside={<TimelineFilter />} className="timeline-view">
      <div className="timeline-tools">
        <span className="muted">
          {filter === '' ? `${position} events in the log` : `${found.length} lines with "${filter}"`}
        </span>
        <span className="push" />
        <VerifyLog />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard */}
      <section className="timeline-scroll" aria-label="Events" tabIndex={0} data-scrolls="">
        <TimelineList lines={found} />
        {found.length === limit ? <Button onClick={() => setLimit(limit + PAGE)}>Show older</Button> : null}
      </section>
    </Panel>
  );
}

function VerifyLog() {
  const [check, setCheck] = useState<LogCheck | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const verify = async (): Promise<void> => {
    const answer = await call('log.verify', {});
    setCheck(answer.ok ? answer.value : null);
    setTrouble(answer.ok ? null : answer.trouble);
  };
  return (
    <>
      {check === null ? null : (
        <span role="status">
          <StateMark tone={check.isWhole ? 'good' : 'act'}>
            {check.isWhole
              ? `whole: ${check.events} events, head ${check.headHash.slice(0, 12)}`
              : check.problems.join('; ')}
          </StateMark>
        </span>
      )}
      <TroubleNote trouble={trouble} />
      <Button size="small" onClick={() => void verify()}>
        Verify log
      </Button>
    </>
  );
}
