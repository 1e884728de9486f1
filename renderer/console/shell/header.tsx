import { CHANGES_SHOWN_MS, changesToLookAt } from '#shared/views/change-rows.ts';
import { decisionClock } from '#shared/views/decision-clock.ts';
import { age, minutesSeconds, spoken } from '#shared/views/format/duration.ts';
import { clockTime, dateText } from '#shared/views/format/wall-time.ts';
import { gravestIncident } from '#shared/views/incident-rows.ts';
import { position } from '#shared/views/position.ts';
import { rollbackButton } from '#shared/views/readiness.ts';
import { rollbackTookMs } from '#shared/views/rollback-steps.ts';
import { type RollbackTask, rollbackTask } from '#shared/views/rollback-task.ts';
import { tClock } from '#shared/views/t-clock.ts';
import { useLaunchHead } from '../../stores/launch-head.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { open, show } from '../../stores/view.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import './header.css';

/** T-clock, wall clock, where the launch stands, and the rollback button: on every view. */
export function Header() {
  const state = useLaunchHead((replica) => replica.state);
  const now = useNow();
  const clock = tClock(state.clock, now);
  const { phase, next } = position(state, now);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  return (
    <header className="header">
      <div role="timer" aria-label="T-clock">
        <button
          type="button"
          className={`header-t num ${clock.isStanding ? 'header-t-standing' : ''}`}
          title="The clock: hold, resume, slip, scrub (T)"
          onClick={() => open('clock')}
        >
          {clock.text}
        </button>
      </div>
      <div>
        <div className="header-clock num">{clockTime(now, zone)}</div>
        <div className="header-small dim">
          {zone}, {dateText(now, zone)}
        </div>
      </div>
      <div className="header-place">
        <h1 className="header-phase ellipsis">{phase}</h1>
        <div className="header-next muted num ellipsis">
          {clock.isHeld ? <StateMark tone="watch">HOLD</StateMark> : null} {next}
        </div>
      </div>
      <IncidentChip />
      <RollbackButton />
    </header>
  );
}

/** The gravest open incident with its age, else what others changed, on every view; it leads to where they are told. */
function IncidentChip() {
  const state = useLaunchHead((replica) => replica.state);
  const now = useNow();
  const incident = gravestIncident(state);
  const changed = changesToLookAt(state, now, CHANGES_SHOWN_MS).length;
  if (incident === null)
    return changed === 0 ? null : (
      <button type="button" className="header-incident header-changed" onClick={() => show('incidents')}>
        <StateMark tone="act">
          <span className="num">{changed}</span> changed outside
        </StateMark>
      </button>
    );
  return (
    <button type="button" className="header-incident" title={incident.title} onClick={() => show('incidents')}>
      <StateMark tone={incident.severity === 'P1' || incident.severity === 'P2' ? 'act' : 'watch'}>
        {incident.severity} incident <span className="num">{minutesSeconds(now - incident.declaredAt)}</span>
      </StateMark>
    </button>
  );
}

/** What the button says while something of going back is open, in the order in which it is to be turned to. */
function redOf(task: RollbackTask, now: number): { readonly label: string; readonly clock: string | null } {
  if (task.kind === 'decision') {
    const { severity, dueAt } = task.decision;
    return { label: `${severity.toUpperCase()} DECISION OPEN`, clock: decisionClock(dueAt, now) };
  }
  const tookMs = rollbackTookMs(task.action, now);
  const clock = tookMs === null ? null : minutesSeconds(tookMs);
  if (task.action.state === 'failed') return { label: 'ROLLBACK FAILED', clock };
  return { label: clock === null ? 'ROLLBACK WAITS' : 'ROLLING BACK', clock };
}

/** It is never grey: it says what it is worth just now, and opens the page where one rolls back. */
function RollbackButton() {
  const state = useLaunchHead((replica) => replica.state);
  const latest = useObservations((seen) => seen.latest);
  const now = useNow();
  const task = rollbackTask(state);
  const ready = rollbackButton(latest, now);
  const provenAt = latest?.readiness.provenAt ?? null;
  const isRed = task !== null;
  const { label, clock } = task === null ? { label: ready.label, clock: null } : redOf(task, now);
  return (
    <button
      type="button"
      className={`header-rollback ${isRed ? 'header-rollback-red' : `header-rollback-${ready.tone}`}`}
      onClick={() => show('rollback')}
    >
      <span>{label}</span>
      {clock === null ? null : <span className="num">{clock}</span>}
      {!isRed && ready.estimateMs !== null ? <span className="num">{spoken(ready.estimateMs)}</span> : null}
      {isRed ? null : (
        <span className="header-missing">
          {[ready.missing, provenAt === null ? '' : `proven ${age(now - provenAt)} ago`].filter(Boolean).join(', ')}
        </span>
      )}
      <Kbd>R</Kbd>
    </button>
  );
}
