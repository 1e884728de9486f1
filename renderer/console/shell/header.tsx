import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { rollbackInHand } from '#shared/domain/rollout/attempt.ts';
import { minutesSeconds, spoken } from '#shared/views/format/duration.ts';
import { clockTime, dateText } from '#shared/views/format/wall-time.ts';
import { position } from '#shared/views/position.ts';
import { rollbackButton } from '#shared/views/readiness.ts';
import { rollbackTookMs } from '#shared/views/rollback-steps.ts';
import { tClock } from '#shared/views/t-clock.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { open, show } from '../../stores/view.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import './header.css';

/** T-clock, wall clock, where the launch stands, and the rollback button: on every view. */
export function Header() {
  const state = useLaunch((replica) => replica.state);
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
      <RollbackButton />
    </header>
  );
}

/** It is never grey: it says what it is worth just now, and opens the page where one rolls back. */
function RollbackButton() {
  const state = useLaunch((replica) => replica.state);
  const latest = useObservations((seen) => seen.latest);
  const now = useNow();
  const inHand = rollbackInHand(state);
  const [decision] = openDecisions(state);
  const ready = rollbackButton(latest, now);
  const isRed = inHand !== null || decision !== undefined;
  const took = rollbackTookMs(inHand, now);
  const label =
    inHand !== null
      ? took === null
        ? 'ROLLBACK WAITS'
        : 'ROLLING BACK'
      : decision !== undefined
        ? `${decision.severity.toUpperCase()} DECISION OPEN`
        : ready.label;
  const clock = inHand !== null ? (took === null ? null : took) : decision?.dueAt == null ? null : decision.dueAt - now;
  return (
    <button
      type="button"
      className={`header-rollback ${isRed ? 'header-rollback-red' : `header-rollback-${ready.tone}`}`}
      onClick={() => show('rollback')}
    >
      <span>{label}</span>
      {clock === null ? null : <span className="num">{minutesSeconds(clock)}</span>}
      {!isRed && ready.estimateMs !== null ? <span className="num">{spoken(ready.estimateMs)}</span> : null}
      {!isRed && ready.missing !== '' ? <span className="header-missing">{ready.missing}</span> : null}
      <Kbd>R</Kbd>
    </button>
  );
}
