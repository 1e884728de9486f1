import { describe, expect, test } from 'vitest';
import type { ObservationBatch } from '#shared/contract/observations.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { alertMark, alertsView } from '#shared/views/status/alert-rows.ts';
import { batchAt, calmWorld } from '#test/renderer/fixtures/world.ts';

const NOW = 1_800_000_000_000;
const FRESH = 15_000;
const calm = batchAt(NOW, calmWorld(), []);
const seeing = (more: Partial<ObservationBatch>): ObservationBatch => ({ ...calm, ...more });

describe('alerts', () => {
  const alert = { name: 'Slow', severity: 'critical', labels: { alertname: 'Slow' }, summary: '', since: NOW };
  test('that are held back are counted and not among those that fire; nobody asked is not nothing', () => {
    const alerts = [
      { ...alert, isSuppressed: false },
      { ...alert, isSuppressed: true },
    ];
    const view = alertsView(seeing({ alerts }), emptyLaunch, NOW, FRESH);
    expect(view.firing).toHaveLength(1);
    expect(view.silencedCount).toBe(1);
    expect(alertsView(seeing({ alerts: null }), emptyLaunch, NOW, FRESH).firing).toBeNull();
    expect(alertsView(seeing({ alerts }), emptyLaunch, NOW + 60_000, FRESH).firing).toBeNull();
  });

  const told = [{ ...alert, isSuppressed: false }];
  /** `prometheus`, `alertmanager`: how long ago it last said what fires; null: it is not known by it. */
  const by = (
    prometheus: number | null,
    alertmanager: number | null,
    state: 'live' | 'failing' | 'off' = alertmanager === null ? 'failing' : 'live',
    alerts: ObservationBatch['alerts'] = told,
  ) => {
    const at = (ago: number | null) => (ago === null ? null : NOW - ago);
    const sources = calm.sources.map((one) =>
      one.kind === 'alerts' ? { ...one, state, seenAt: at(alertmanager), everyMs: 10_000 } : one,
    );
    const alertsSeen = { prometheus: at(prometheus), alertmanager: at(alertmanager) };
    return alertsView(seeing({ sources, alerts, alertsSeen }), emptyLaunch, NOW, FRESH);
  };

  test('that Prometheus alone knows of are shown, with who says so, whatever is the matter with Alertmanager', () => {
    const unset = by(2000, null, 'off');
    expect(unset.firing?.map(({ mark }) => mark.tone)).toEqual(['act']);
    expect(unset.note).toBe('says Prometheus: no Alertmanager is set up');
    const down = by(2000, 3_600_000, 'failing');
    expect(down.firing).toHaveLength(1);
    expect(down.note).toBe('says Prometheus: Alertmanager does not answer');
    expect(by(2000, null, 'off', []).firing).toEqual([]);
  });

  test('that Alertmanager alone knows of are shown too, and need no word while both answer', () => {
    expect(by(null, 2000)).toMatchObject({ firing: [{}], note: 'says Alertmanager: Prometheus does not answer' });
    expect(by(2000, 2000)).toMatchObject({ firing: [{}], note: null });
  });

  test('are unknown while Alertmanager alone answers and has none: Prometheus may just not be telling it', () => {
    const note = 'Alertmanager knows of none that fires, but Prometheus, which tells it, does not answer.';
    expect(by(null, 2000, 'live', [])).toMatchObject({ firing: null, note, silencedCount: 0 });
    expect(by(30_001, 2000, 'live', [{ ...alert, isSuppressed: true }])).toMatchObject({
      ...{ firing: null, note, silencedCount: 1 },
    });
    expect(by(30_000, 2000, 'live', [])).toMatchObject({ firing: [], note: null });
  });

  test('are unknown when neither says what fires, or neither has for three looks, and why is said', () => {
    expect(by(null, null, 'off')).toMatchObject({
      ...{ firing: null, silencedCount: 0 },
      note: 'No Alertmanager is set up, and Prometheus does not say what fires.',
    });
    expect(by(30_001, 40_000, 'failing', [])).toMatchObject({
      ...{ firing: null, note: 'Neither Alertmanager nor Prometheus says what fires.' },
    });
    expect(by(30_000, null, 'off', []).firing).toEqual([]);
  });

  test('are unknown once nothing comes from the engine any more, however often they are looked at', () => {
    const stopped = seeing({ alerts: [], alertsSeen: { prometheus: NOW, alertmanager: NOW } });
    expect(alertsView(stopped, emptyLaunch, NOW + FRESH + 1, FRESH).firing).toBeNull();
  });
});

test('an alert for which a person is called is red, however its team calls it; one that is held back is neither', () => {
  const mark = (severity: string, isSuppressed = false) =>
    alertMark({ name: 'Slow', severity, labels: {}, summary: '', since: NOW, isSuppressed });
  for (const severity of ['critical', 'page', 'High', 'error']) expect(mark(severity).tone).toBe('act');
  expect(mark('warning')).toEqual({ tone: 'watch', word: 'warning' });
  expect(mark('')).toEqual({ tone: 'watch', word: 'firing' });
  expect(mark('critical', true)).toEqual({ tone: 'unknown', word: 'silenced' });
});
