import type { DisagreementObserved } from '../../contract/observed/outside.ts';
import type { Marked } from '../tone.ts';
import type { AlertsView } from './alert-rows.ts';
import type { MonitorRow } from './monitor-rows.ts';
import type { PageView } from './page-view.ts';

type Seen = {
  readonly disagreement: DisagreementObserved | null;
  readonly monitors: readonly MonitorRow[];
  readonly page: PageView;
  readonly alerts: AlertsView;
};

/** The screen in a few words: the worst of it. Nothing is called reachable that isn't known to be. */
export function statusSummary({ disagreement, monitors, page, alerts }: Seen): Marked {
  const down = monitors.filter(({ mark }) => mark.tone === 'act').length;
  const firing = alerts.firing?.filter(({ mark }) => mark.tone === 'act').length ?? 0;
  if (disagreement?.isAlarm === true) return { tone: 'act', word: 'page disagrees' };
  if (down > 0) return { tone: 'act', word: `${down} ${down === 1 ? 'check fails' : 'checks fail'}` };
  if (page.mark.tone === 'act') return { tone: 'act', word: 'page: incident' };
  if (firing > 0) return { tone: 'act', word: `${firing} ${firing === 1 ? 'alert' : 'alerts'}` };
  if (monitors.length === 0 || monitors.some(({ mark }) => mark.tone === 'unknown'))
    return { tone: 'unknown', word: 'checks unknown' };
  if (page.mark.tone === 'watch') return { tone: 'watch', word: 'page: incident' };
  const slow = monitors.filter(({ mark }) => mark.tone === 'watch').length;
  return slow > 0 ? { tone: 'watch', word: `${slow} slow` } : { tone: 'good', word: 'reachable' };
}
