import type { DetailRow, DetailRows } from '#shared/contract/observed/detail.ts';
import type { MonitorObserved, MonitorPoint, PageObserved, VendorObserved } from '#shared/contract/observed/outside.ts';
import { answerTime } from '../format/figure.ts';
import { dateText, minuteTime } from '../format/wall-time.ts';
import { alertMark } from '../status/alert-rows.ts';
import { monitorMark, pointMark } from '../status/monitor-rows.ts';
import { pageView } from '../status/page-view.ts';
import { vendorFreshMs, vendorMark } from '../status/vendor-rows.ts';
import type { Marked } from '../tone.ts';
import { alertTile } from './alert-rows.ts';
import { gone, type Looked, row, sourceIds, type TileOf, type Told } from './looked.ts';
import { chartOf } from './signal-charts.ts';

const RESULTS = 20;

const vendorState = ({ latest, now, freshMs }: Looked, vendor: VendorObserved): Marked =>
  vendorMark(vendor, now, vendorFreshMs(latest, freshMs));

export const vendorRow = (looked: Looked, vendor: VendorObserved): DetailRow => ({
  label: vendor.title,
  text: vendor.silent?.text ?? vendor.page?.description ?? 'never answered',
  tone: vendorState(looked, vendor).tone,
  ...{ at: vendor.page?.at ?? null, tile: { kind: 'vendor', id: vendor.id } },
});

export const monitorRow = ({ now, freshMs }: Looked, monitor: MonitorObserved): DetailRow => ({
  label: monitor.title,
  text: monitor.text,
  tone: monitorMark(monitor, now, freshMs).tone,
  ...{ at: monitor.history.at(-1)?.at ?? null, tile: { kind: 'monitor', id: monitor.id } },
});

/** One of its looks. */
function resultRow(kind: MonitorObserved['kind'], point: MonitorPoint): DetailRow {
  const { tone, word } = pointMark(kind, point);
  const text = point.isUp ? answerTime(point.latencyMs) : 'no answer, or a wrong one';
  return { label: word, text, tone, at: point.at, tile: null };
}

/** One of our own checks: how fast it answered, and what the last looks found. */
export function ofMonitor(looked: Looked, { id }: TileOf<'monitor'>): Told {
  const monitor = looked.latest.monitors.find((one) => one.id === id);
  if (monitor === undefined) return gone(id, 'a check from outside');
  const { title, target, kind, everyMs, text, history } = monitor;
  const chart = { title: 'Answered in', unit: 'ms', digits: 0, least: 50, limits: [] };
  const line = {
    title: 'answer',
    color: 'other' as const,
    values: history.map((one) => (one.isUp ? one.latencyMs : null)),
  };
  return {
    ...{ title, about: `${kind} ${target}: ${text}` },
    state: monitorMark(monitor, looked.now, looked.freshMs),
    charts: [chartOf(chart, { times: history.map(({ at }) => at), lines: [line] }, everyMs)],
    queries: [{ title: `Asked every ${Math.round(everyMs / 1000)} s`, language: kind.toUpperCase(), text: target }],
    sources: sourceIds(looked, 'monitors'),
    rows: [
      {
        title: 'Last results',
        rows: history
          .slice(-RESULTS)
          .toReversed()
          .map((one) => resultRow(kind, one)),
      },
    ],
  };
}

function pageRows(page: PageObserved | null): readonly DetailRows[] {
  if (page === null) return [];
  const troubled = page.troubled.map(({ name, status }) => row(name, status.replaceAll('_', ' '), { tone: 'watch' }));
  // A page's own times are real ones: they are told as words of the page, not as launch time.
  const incidents = page.incidents.map(({ name, status, updatedAt }) =>
    row(
      name,
      updatedAt === null
        ? status
        : `${status}, updated ${dateText(updatedAt, 'UTC')} ${minuteTime(updatedAt, 'UTC')} UTC`,
      { tone: 'act' },
    ),
  );
  return [
    ...(incidents.length === 0 ? [] : [{ title: 'Open incidents', rows: incidents }]),
    ...(troubled.length === 0 ? [] : [{ title: 'Not operational', rows: troubled }]),
  ];
}

/** A vendor's status page. */
export function ofVendor(looked: Looked, { id }: TileOf<'vendor'>): Told {
  const vendor = looked.latest.vendors.find((one) => one.id === id);
  if (vendor === undefined) return gone(id, 'a vendor');
  const { title, page, silent } = vendor;
  const address = looked.plan.vendors.find((one) => one.id === id)?.statusPage;
  return {
    ...{ title, about: silent?.text ?? page?.description ?? 'its page never answered' },
    state: vendorState(looked, vendor),
    queries: address === undefined ? [] : [{ title: 'Its status page', language: 'HTTP', text: address }],
    sources: sourceIds(looked, 'vendors'),
    rows: pageRows(page),
  };
}

/** Our own public status page, as the public reads it. */
export function ofPublicPage(looked: Looked): Told {
  const { latest, state, now, freshMs } = looked;
  const { publicStatus: page, disagreement, monitors } = latest;
  const { mark, where, fault } = pageView(latest, state, now, freshMs);
  return {
    title: 'Public status page',
    about: disagreement?.text ?? fault ?? where ?? 'as the public reads it',
    state: disagreement?.isAlarm === true ? { tone: 'act', word: 'disagrees' } : mark,
    sources: sourceIds(looked, 'status-page', 'monitors'),
    rows: [...pageRows(page), { title: 'Our own checks', rows: monitors.map((one) => monitorRow(looked, one)) }],
  };
}

/** An alert that fires, with all of its labels. */
export function ofAlert(looked: Looked, { name, labels }: TileOf<'alert'>): Told {
  const alert = (looked.latest.alerts ?? []).find(
    (one) => one.name === name && Object.entries(labels).every(([label, value]) => one.labels[label] === value),
  );
  if (alert === undefined) return gone(name, 'an alert that does not fire now');
  const service = looked.plan.services.find(({ id }) => id === alert.labels.service);
  return {
    ...{ title: name, about: alert.summary },
    state: alertMark(alert),
    sources: sourceIds(looked, 'alerts'),
    rows: [
      {
        title: 'Labels',
        rows: Object.entries(alert.labels).map(([label, text]) => ({
          ...{ label, text, tone: null, at: null },
          tile: label === 'service' && service !== undefined ? { kind: 'service' as const, service: service.id } : null,
        })),
      },
      {
        title: 'Since',
        rows: [
          {
            label: 'fires since',
            text: alert.isUnheard === true ? 'Alertmanager has not heard of it: nobody is told' : alert.severity,
            tone: alert.isUnheard === true ? 'act' : null,
            at: alert.since,
            tile: null,
          },
        ],
      },
      ...sameName(looked, name, alert.labels),
    ],
  };
}

function sameName({ latest }: Looked, name: string, labels: Readonly<Record<string, string>>): readonly DetailRows[] {
  const others = (latest.alerts ?? []).filter((one) => one.name === name && one.labels !== labels);
  if (others.length === 0) return [];
  const rows = others.map((one) => ({
    label: one.severity,
    text: one.summary,
    tone: alertMark(one).tone,
    at: one.since,
    tile: alertTile(one),
  }));
  return [{ title: 'Others of its name', rows }];
}
