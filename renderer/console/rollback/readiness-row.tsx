import { age, spoken } from '#shared/views/format/duration.ts';
import { rollbackButton } from '#shared/views/readiness.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

/** Whether a rollback would work now: each proof with what it found. Nothing of it ever locks the button. */
export function ReadinessRow() {
  const latest = useObservations((seen) => seen.latest);
  const now = useNow();
  const readiness = latest?.readiness ?? null;
  const button = rollbackButton(latest, now);
  const aside =
    readiness?.provenAt == null
      ? 'not proven yet'
      : `proven ${age(now - readiness.provenAt)} ago${button.estimateMs === null ? '' : `, takes about ${spoken(button.estimateMs)}`}`;
  return (
    <Panel title="Would it work now?" aside={aside}>
      <div className="readiness">
        {button.missing === '' ? null : (
          <StateMark tone={button.tone}>{button.missing}; rolling back is not locked by it</StateMark>
        )}
        {(readiness?.checks ?? []).map((check) => (
          <span key={check.title}>
            <StateMark tone={check.state}>{check.title}</StateMark> <span className="muted">{check.text}</span>
          </span>
        ))}
      </div>
    </Panel>
  );
}
