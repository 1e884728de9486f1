import { compareWithPage } from '#shared/signals/disagreement.ts';
import type { WatchingFeeds } from './watching.ts';

/** After this long our own checks and the published status not agreeing is an alarm of its own (product §7), launch time. */
const ALARM_MS = 120_000;

/**
 * Compares once a second; what lasts two minutes becomes an alarm, in the log when it begins and when it ends. An alarm ends
 * only when the two are seen to agree: losing sight of one of them ends nothing, nor does it begin the two minutes anew, unless it
 * lasts as long. With a page that isn't read any more, by
 * whoever's settings, there is nothing left to disagree with.
 */
export function createDisagreementWatch(with_: WatchingFeeds): () => Promise<void> {
  const { plan, hub, clock, state, tell } = with_;
  /** When the two were last seen not to agree. */
  let seenAt = clock.now();
  return async () => {
    const now = clock.now();
    const { monitors, criteria, publicStatus: page } = hub;
    const source = hub.sources.one('status-page');
    const pageEveryMs = source?.everyMs ?? 0;
    const compared =
      source?.state === 'off'
        ? ({ state: 'agree' } as const)
        : compareWithPage({ plan, monitors, criteria, page, pageEveryMs, now });
    const open = state().signal.disagreement;
    if (compared.state !== 'disagree') {
      const isForgotten = Math.abs(now - seenAt) >= ALARM_MS;
      if (compared.state === 'agree' || (open === null && isForgotten)) hub.disagreement = null;
      else if (open !== null) hub.disagreement = { since: open.since, text: open.text, isAlarm: true };
      if (compared.state === 'agree' && open !== null) tell({ type: 'disagreement.end' });
      return;
    }
    const { text } = compared;
    seenAt = now;
    // After a restart the alarm that is in the log goes on from when it began.
    // A clock that was set back must not put the alarm off: it counts from now at the latest.
    const since = Math.min(hub.disagreement?.since ?? open?.since ?? now, now);
    const isAlarm = now - since >= ALARM_MS;
    hub.disagreement = { since, text, isAlarm };
    if (isAlarm && open === null) tell({ type: 'disagreement.raise', since, text });
  };
}
