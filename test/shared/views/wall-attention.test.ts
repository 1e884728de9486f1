import { describe, expect, it } from 'vitest';
import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { SourceState } from '#shared/contract/observed/source.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';
import { monitorMap, monitorName, screensShort } from '#shared/views/monitor-map.ts';
import { wallAttention } from '#shared/views/wall-attention.ts';

const now = 1_000_000;
const source = (id: string, state: SourceState['state']): SourceState => ({
  ...{ id, title: id, kind: 'metrics', state, seenAt: now - 1000, since: 0, everyMs: 5000 },
  ...{ fault: null, retryAt: null, partial: null, why: null },
});
const batch = (parts: Partial<ObservationBatch>): ObservationBatch =>
  // Only what is looked at here; the rest of a batch is of no matter.
  ({ at: now, sources: [], disagreement: null, ...parts }) as unknown as ObservationBatch;

describe('what every screen says in its head', () => {
  it('counts the sources that do not answer, and leaves out those that are switched off', () => {
    const sources = [source('a', 'live'), source('b', 'failing'), source('c', 'stale'), source('d', 'off')];
    expect(wallAttention(emptyLaunch, batch({ sources }), now, 30_000).sources).toBe('2 sources not live');
    expect(wallAttention(emptyLaunch, batch({ sources: sources.slice(0, 2) }), now, 30_000).sources).toBe(
      '1 source not live',
    );
    expect(wallAttention(emptyLaunch, batch({ sources: [source('a', 'live')] }), now, 30_000).sources).toBeNull();
  });

  it('when nothing comes from the engine any more, no source is live', () => {
    const sources = [source('a', 'live'), source('b', 'live')];
    expect(wallAttention(emptyLaunch, batch({ sources, at: now - 60_000 }), now, 30_000).sources).toBe(
      '2 sources not live',
    );
  });

  it('a page that disagrees with our checks rings on the screen of the page', () => {
    const disagreement = { since: now - 150_000, text: 'page says operational, api fails', isAlarm: true };
    const attention = wallAttention(emptyLaunch, batch({ disagreement }), now, 30_000);
    expect(attention.alarms).toMatchObject([{ screen: 4 }]);
    expect(attention.screens).toEqual([4]);
    const early = wallAttention(emptyLaunch, batch({ disagreement: { ...disagreement, isAlarm: false } }), now, 30_000);
    expect(early).toMatchObject({ alarms: [], screens: [] });
  });
});

describe('the little map of monitors', () => {
  const monitor = (number: number, x: number, y: number, screens: readonly (1 | 2 | 3 | 4)[] = []) => ({
    ...{ key: `monitor-${number}`, number, label: 'TV', x, y, width: 1000, height: 500, isPrimary: number === 1 },
    ...{ density: 'comfortable' as const, chosenDensity: null, screens },
  });
  it('shows them as they stand, also left of and above the first', () => {
    const map = monitorMap([monitor(1, 0, 0), monitor(2, -1000, -500), monitor(3, 1000, 250)]);
    expect([map.width, map.height]).toEqual([3000, 1250]);
    expect(map.places.map(({ left, top }) => [left, top])).toEqual([
      [33.33, 40],
      [0, 0],
      [66.67, 60],
    ]);
  });
  it('names what is on each in few words', () => {
    expect(screensShort(monitor(1, 0, 0))).toBe('console');
    expect(screensShort(monitor(2, 0, 0))).toBe('free');
    expect(screensShort(monitor(2, 0, 0, [3]))).toBe('screen 3');
    expect(screensShort(monitor(2, 0, 0, [1, 4]))).toBe('screens 1, 4');
    expect(monitorName({ ...monitor(1, 0, 0), label: '' })).toBe('1: no name, the commander’s');
  });
});
