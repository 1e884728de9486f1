import type { DisagreementObserved } from '../../contract/observed/outside.ts';
import { type Marked, type Tone, worst } from '../tone.ts';
import type { AlertsView } from './alert-rows.ts';
import type { MonitorRow } from './monitor-rows.ts';
import type { PageView } from './page-view.ts';

type Rows = readonly { readonly mark: Marked }[];
type Seen = {
  readonly disagreement: DisagreementObserved | null;
  readonly monitors: readonly MonitorRow[];
  readonly page: PageView;
  readonly alerts: AlertsView;
  readonly vendors: Rows;
  readonly messages: Rows;
};

const count = (rows: Rows, tone: Tone): number => rows.filter(({ mark }) => mark.tone === tone).length;
/** `2 checks fail`; nothing while there is none. */
const some = (tone: Tone, number: number, one: string, many: string): readonly Marked[] =>
  number === 0 ? [] : [{ tone, word: `${number} ${number === 1 ? one : many}` }];
const when = (isSo: boolean, tone: Tone, word: string): readonly Marked[] => (isSo ? [{ tone, word }] : []);

function grave({ disagreement, monitors, page, alerts, vendors, messages }: Seen): readonly Marked[] {
  const unsent = messages.find(({ mark }) => mark.tone === 'act');
  return [
    ...when(disagreement?.isAlarm === true, 'act', 'page disagrees'),
    ...some('act', count(monitors, 'act'), 'check fails', 'checks fail'),
    ...when(page.mark.tone === 'act', 'act', 'page: incident'),
    ...when(unsent !== undefined, 'act', `message ${unsent?.mark.word ?? ''}`),
    ...some('act', count(alerts.firing ?? [], 'act'), 'alert', 'alerts'),
    ...some('act', count(vendors, 'act'), 'vendor down', 'vendors down'),
  ];
}

/** The screen in a few words: the worst of it. Nothing is called reachable that isn't known to be. */
export function statusSummary(seen: Seen): Marked {
  const { monitors, page, alerts, vendors } = seen;
  const said = [
    ...grave(seen),
    ...when(page.mark.tone === 'watch', 'watch', 'page: incident'),
    ...some('watch', count(alerts.firing ?? [], 'watch'), 'alert', 'alerts'),
    ...some('watch', count(monitors, 'watch'), 'slow', 'slow'),
    ...some('watch', count(vendors, 'watch'), 'vendor troubled', 'vendors troubled'),
    ...when(monitors.length === 0 || count(monitors, 'unknown') > 0, 'unknown', 'checks unknown'),
    ...when(page.mark.tone === 'unknown', 'unknown', 'page unknown'),
    ...when(alerts.firing === null, 'unknown', 'alerts unknown'),
    ...when(count(vendors, 'unknown') > 0, 'unknown', 'vendors unknown'),
  ];
  const tone = worst(said.map((one) => one.tone));
  return said.find((one) => one.tone === tone) ?? { tone: 'good', word: 'reachable' };
}
