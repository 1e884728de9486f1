import type { ObservationBatch } from '../../contract/observations.ts';
import type { AlertObserved, AlertsSeen } from '../../contract/observed/outside.ts';
import type { LaunchState } from '../../domain/launch/state.ts';
import { holdsBack, type SilenceEntry } from '../../domain/silence/state.ts';
import { MISSED_INTERVALS } from '../../signals/sustained.ts';
import { isFresh } from '../signals/freshness.ts';
import type { Marked } from '../tone.ts';

export type AlertRow = {
  readonly key: string;
  readonly alert: AlertObserved;
  readonly mark: Marked;
  /** Where: the labels that tell it from others of its name. */
  readonly where: string;
};
export type SilenceRow = {
  readonly id: string;
  readonly alert: string;
  readonly where: string;
  readonly reason: string;
  readonly by: string;
  readonly mark: Marked;
  /** ms of launch time. */
  readonly leftMs: number;
  readonly trouble: string | null;
};
export type AlertsView = {
  /** Null: nobody could be asked, or only an Alertmanager that knows of none. */
  readonly firing: readonly AlertRow[] | null;
  /** By whom alone it is known, or why it isn't; null while Prometheus and Alertmanager both say what fires. */
  readonly note: string | null;
  /** Ours, those that hold first. */
  readonly silences: readonly SilenceRow[];
  /** Alerts that are held back now, by us or others. */
  readonly silencedCount: number;
};

/** Severities, as teams call them, for which a person is called. */
const calling: ReadonlySet<string> = new Set(['critical', 'page', 'emergency', 'error', 'high']);
const told: ReadonlySet<string> = new Set(['alertname', 'severity', 'prometheus', 'job', 'instance', 'namespace']);

const whereOf = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .filter(([name]) => !told.has(name))
    .map(([, value]) => value)
    .join(' ');
const labelsKey = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join();

/** How a silence stands, in a word. */
export const silenceMarks: Readonly<Record<SilenceEntry['standing'], Marked>> = {
  placing: { tone: 'watch', word: 'being placed' },
  active: { tone: 'watch', word: 'silenced' },
  lifting: { tone: 'watch', word: 'being lifted' },
  unknown: { tone: 'unknown', word: 'may be silenced' },
  failed: { tone: 'act', word: 'not silenced' },
  over: { tone: 'good', word: 'over' },
};
/** One that could not be placed is shown so long, launch time. */
const FAILED_SHOWN_MS = 600_000;

function silenceRows({ silences, roster }: LaunchState, now: number): readonly SilenceRow[] {
  const shown = silences.silences.filter(
    (entry) => holdsBack(entry) || (entry.standing === 'failed' && now - entry.askedAt < FAILED_SHOWN_MS),
  );
  return shown.map(({ id, alert, matchers, reason, by, standing, endsAt, trouble }) => ({
    ...{ id, alert, reason, trouble, mark: silenceMarks[standing], leftMs: Math.max(0, endsAt - now) },
    where: whereOf(Object.fromEntries(matchers.map(({ name, value }) => [name, value]))),
    by: roster.people[by]?.name ?? by,
  }));
}

/** An alert in a word, wherever it is shown. */
export function alertMark({ severity, isSuppressed }: AlertObserved): Marked {
  if (isSuppressed) return { tone: 'unknown', word: 'silenced' };
  return { tone: calling.has(severity.toLowerCase()) ? 'act' : 'watch', word: severity === '' ? 'firing' : severity };
}

type Knows = Readonly<Record<keyof AlertsSeen, boolean>>;

/** Who knows what fires: nobody of whom nothing is heard for three looks, or once nothing comes from the engine. */
function knowers(latest: ObservationBatch | null, now: number, freshMs: number): Knows {
  const everyMs = latest?.sources.find(({ kind }) => kind === 'alerts')?.everyMs;
  const seenMs = everyMs === undefined ? freshMs : MISSED_INTERVALS * everyMs;
  const isHeard = isFresh(latest?.at, now, freshMs);
  const knows = (at: number | null | undefined): boolean => isHeard && isFresh(at, now, seenMs);
  return { prometheus: knows(latest?.alertsSeen.prometheus), alertmanager: knows(latest?.alertsSeen.alertmanager) };
}

const fires = ({ isSuppressed }: AlertObserved): boolean => !isSuppressed;

function noteOf({ prometheus, alertmanager }: Knows, isOff: boolean, heard: readonly AlertObserved[]): string | null {
  if (alertmanager && prometheus) return null;
  if (alertmanager)
    return heard.some(fires)
      ? 'says Alertmanager: Prometheus does not answer'
      : 'Alertmanager knows of none that fires, but Prometheus, which tells it, does not answer.';
  if (prometheus) return `says Prometheus: ${isOff ? 'no Alertmanager is set up' : 'Alertmanager does not answer'}`;
  return isOff
    ? 'No Alertmanager is set up, and Prometheus does not say what fires.'
    : 'Neither Alertmanager nor Prometheus says what fires.';
}

/** What alarms now, and what is held back as noise of the launch, with its end. */
export function alertsView(
  latest: ObservationBatch | null,
  state: LaunchState,
  now: number,
  freshMs: number,
): AlertsView {
  const knows = knowers(latest, now, freshMs);
  const all = knows.prometheus || knows.alertmanager ? (latest?.alerts ?? null) : null;
  const isOff = latest?.sources.find(({ kind }) => kind === 'alerts')?.state === 'off';
  // Alertmanager forgets in minutes what Prometheus no longer tells it: alone, its silence says nothing (0015).
  const isBelieved = knows.prometheus || all?.some(fires) === true;
  const firing = isBelieved ? (all?.filter(fires) ?? null) : null;
  return {
    note: noteOf(knows, isOff, all ?? []),
    firing:
      firing?.map((alert) => ({
        ...{ key: `${alert.name} ${labelsKey(alert.labels)}`, alert, where: whereOf(alert.labels) },
        mark: alertMark(alert),
      })) ?? null,
    silences: silenceRows(state, now),
    silencedCount: all?.filter(({ isSuppressed }) => isSuppressed).length ?? 0,
  };
}
