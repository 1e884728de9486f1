import type { DecisionStanding } from '#shared/views/decision-standing.ts';
import { minutesSeconds } from '#shared/views/format/duration.ts';
import { minuteTime } from '#shared/views/format/wall-time.ts';
import { useLaunch } from '../../stores/launch.ts';

/** What comes when nobody answers: deputy, then the escalation contact, then break-glass (authority.md). */
export function NobodyAnswers({ standing }: { readonly standing: DecisionStanding }) {
  const zone = useLaunch((replica) => replica.state.launch?.plan.timeZone ?? 'UTC');
  const { deputies, escalation, breakGlass } = standing;
  return (
    <p>
      {deputies === null ? null : deputies.leftMs > 0 ? (
        <>
          Deputies in <b className="num">{minutesSeconds(deputies.leftMs)}</b>: {deputies.names.join(', ')}.{' '}
        </>
      ) : (
        <>
          Deputies may act now: <b>{deputies.names.join(', ')}</b>.{' '}
        </>
      )}
      {escalation.length === 0 ? null : (
        <>Then call {escalation.map(({ title, how }) => `${title} (${how})`).join(' or ')}. </>
      )}
      {breakGlass.leftMs > 0 ? (
        <>
          Break-glass from <span className="num">{minuteTime(breakGlass.opensAt, zone)}</span>, in{' '}
          <b className="num">{minutesSeconds(breakGlass.leftMs)}</b>.
        </>
      ) : (
        <b className="act">Nobody has answered in time: any two senior engineers may roll back.</b>
      )}
    </p>
  );
}
