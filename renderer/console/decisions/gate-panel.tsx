import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import type { Gate } from '#shared/domain/plan/launch-plan.ts';
import { undecided } from '#shared/views/day-task.ts';
import { dayTime } from '#shared/views/format/day-time.ts';
import { gateAt, gateStanding, whatOpens } from '#shared/views/gate-board.ts';
import { useLaunch } from '../../stores/launch.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { CriteriaList } from './criteria-list.tsx';
import { GiveGo, GiveNoGo } from './decide-gate.tsx';
import { GateBoard } from './gate-board.tsx';
import { GateVerdict } from './gate-verdict.tsx';

type Props = { readonly gate: Gate; readonly now: number; readonly isOpen: boolean; readonly onToggle: () => void };

/** A decision of the day: one line, or all of it. */
export function GatePanel({ gate, now, isOpen, onToggle }: Props) {
  const state = useLaunch((replica) => replica.state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const standing = gateStanding(state, gate, now);
  const at = gateAt(state, gate);
  const isOpenStill = undecided(state, now).includes(gate);
  const isLate = isOpenStill && standing.word === 'not decided' && at < now;
  return (
    <section className="panel gate" aria-label={gate.title}>
      <h2>
        <button type="button" className="gate-head" aria-expanded={isOpen} onClick={onToggle}>
          <span className="gate-title">{gate.title}</span>
          {standing.tone === null ? (
            <span className={isLate ? 'act strong' : 'muted'}>not decided</span>
          ) : (
            <StateMark tone={standing.tone}>{standing.word}</StateMark>
          )}
          <span className="push" />
          <span className="muted gate-facts">
            <span className="num">{dayTime(at, now, zone)}</span>, opens {whatOpens(state, gate)}
          </span>
        </button>
      </h2>
      {isOpen ? <GateBody gate={gate} now={now} /> : null}
    </section>
  );
}

function GateBody({ gate, now }: { readonly gate: Gate; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const standing = gateStanding(state, gate, now);
  const criteria = gateCriteria(state, gate.id, now);
  const met = criteria.filter((criterion) => criterion.state === 'met').length;
  return (
    <>
      <GateBoard gate={gate} now={now} />
      <div className="gate-lower">
        <section aria-label="Decision criteria">
          <h3 className="gate-part">
            Criteria <span className="num dim">{`${met} of ${criteria.length} met`}</span>
          </h3>
          <CriteriaList criteria={criteria} />
        </section>
        <section aria-label="Decision">
          <h3 className="gate-part">
            Decision{' '}
            <span className="num dim">{`${standing.present} present, ${standing.voted} of ${standing.attendees} votes`}</span>
          </h3>
          <GateVerdict gate={gate} now={now} />
          {standing.isFresh ? null : (
            <div className="task-actions">
              <GiveGo gate={gate} now={now} look={met === criteria.length ? 'primary' : 'plain'} />
              <GiveNoGo gate={gate} />
            </div>
          )}
        </section>
      </div>
    </>
  );
}
