import { type ReactNode, use } from 'react';
import { openDecisions } from '#shared/domain/rollback/authority.ts';
import { breakGlassText } from '#shared/views/break-glass.ts';
import { decisionClock } from '#shared/views/decision-clock.ts';
import { clockTime } from '#shared/views/format/wall-time.ts';
import { position } from '#shared/views/position.ts';
import { tClock } from '#shared/views/t-clock.ts';
import { useLaunchHead } from '../stores/launch-head.ts';
import { useNow } from '../stores/now.ts';
import { usePresenter } from '../stores/presentation.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { AlarmStrip, SilentSources } from './head-alarms.tsx';
import { useAttention } from './use-attention.ts';
import { SharesWindow } from './wall-cell.ts';
import './wall-frame.css';

type Props = {
  readonly number: number;
  readonly title: string;
  readonly summary: ReactNode;
  /** Small, under the summary: why it is unknown, in a source's own words; not for visitors. */
  readonly note?: string | null;
  readonly children: ReactNode;
};

/** The head of every screen: T-clock, phase, what is being waited for, any open decision; and what the screen says. */
export function WallFrame({ number, title, summary, note = null, children }: Props) {
  const state = useLaunchHead((replica) => replica.state);
  const now = useNow();
  const { sources, alarms } = useAttention();
  const clock = tClock(state.clock, now);
  const { short, next } = position(state, now);
  const [decision, ...furtherDecisions] = openDecisions(state);
  const breakGlass = breakGlassText(state);
  const zone = state.launch?.plan.timeZone ?? 'UTC';
  const kind = state.launch?.kind ?? 'rehearsal';
  const isPresenter = usePresenter();
  const Frame = use(SharesWindow) ? 'section' : 'main';
  return (
    <Frame className={`wall wall-${kind}`} {...(Frame === 'section' ? { 'aria-label': title } : {})}>
      <header className="wall-head">
        <span className="wall-t num">{clock.text}</span>
        <div className="wall-place">
          <div className="wall-phase ellipsis">{short}</div>
          <div className="wall-next">
            {clock.isHeld ? <StateMark tone="watch">HOLD</StateMark> : <span className="num">{next}</span>}
          </div>
        </div>
        <div className={`wall-say ${decision === undefined ? '' : 'wall-say-decision'}`}>
          <div className="wall-summary">
            {decision === undefined ? (
              summary
            ) : (
              <StateMark tone="act">
                {decision.severity} decision
                <span className="num"> {decisionClock(decision.dueAt, now)}</span>
                {furtherDecisions.length === 0 ? '' : <span className="wall-further"> +{furtherDecisions.length}</span>}
              </StateMark>
            )}
          </div>
          <SilentSources text={sources} note={isPresenter ? null : note} />
        </div>
        <div className="wall-title">
          <h1>
            {number} {title}
          </h1>
          <div className="wall-next">
            {isPresenter ? <b className="wall-presenter-word">Presenter mode</b> : null}
            {kind === 'rehearsal' ? <b className="wall-rehearsal-word">REHEARSAL</b> : null}
            <span className="num">{clockTime(now, zone)}</span>
          </div>
        </div>
      </header>
      {breakGlass === null ? null : (
        <p className="wall-glass" role="alert">
          {isPresenter ? 'Break-glass is in use.' : breakGlass}
        </p>
      )}
      <AlarmStrip alarms={alarms} />
      {children}
    </Frame>
  );
}
