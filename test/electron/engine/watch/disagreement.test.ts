import { describe, expect, test } from 'vitest';
import { createDisagreementWatch } from '#engine/watch/disagreement.ts';
import { calm, monitor, page } from '#test/shared/signals/support/own-checks.ts';
import { madeLaunch } from '#test/support/launch-story.ts';
import { watched } from './support/watched-launch.ts';

describe('after two minutes', () => {
  test('it is an alarm in the log, once, and its end is there as well', async () => {
    const story = madeLaunch();
    const { with_, hub, told } = watched(story);
    const look = createDisagreementWatch(with_);
    const about = { id: 'status-page', kind: 'status-page', title: 'status page', everyMs: 30_000 } as const;
    const lookAfter = async (ms: number, isUp: boolean) => {
      story.after(ms);
      hub.monitors = [monitor(isUp, story.now)];
      hub.criteria = calm;
      hub.publicStatus = page('none', 'All Systems Operational', story.now);
      hub.sources.live(about);
      await look();
    };
    await lookAfter(0, true);
    expect(hub.disagreement).toBeNull();
    await lookAfter(10_000, false);
    const since = story.now;
    expect(hub.disagreement).toMatchObject({ since, isAlarm: false });
    await lookAfter(119_000, false);
    expect(hub.disagreement?.isAlarm).toBe(false);
    expect(told).toEqual([]);
    await lookAfter(1000, false);
    expect(hub.disagreement).toMatchObject({ since, isAlarm: true });
    await lookAfter(1000, false);
    expect(told).toEqual([{ type: 'disagreement.raise', since, text: expect.stringContaining('Public API') }]);
    expect(story.state.signal.disagreement).toMatchObject({ since });
    // A page that falls silent ends nothing.
    hub.publicStatus = null;
    await look();
    expect(hub.disagreement).toMatchObject({ since, isAlarm: true });
    expect(told).toHaveLength(1);
    // A console that comes back goes on from there.
    hub.disagreement = null;
    await lookAfter(1000, false);
    expect(hub.disagreement).toMatchObject({ since, isAlarm: true });
    await lookAfter(1000, true);
    expect(hub.disagreement).toBeNull();
    expect(told.at(-1)).toEqual({ type: 'disagreement.end' });
    expect(story.state.signal.disagreement).toBeNull();
  });

  test('one look that sees no difference begins the two minutes anew', async () => {
    const story = madeLaunch();
    const { with_, hub, told } = watched(story);
    const look = createDisagreementWatch(with_);
    for (const isUp of [false, false, true, false, false]) {
      story.after(50_000);
      hub.monitors = [monitor(isUp, story.now)];
      hub.criteria = calm;
      hub.publicStatus = page('none', 'All Systems Operational', story.now);
      hub.sources.live({ id: 'status-page', kind: 'status-page', title: 'status page', everyMs: 30_000 });
      await look();
    }
    expect(hub.disagreement).toMatchObject({ isAlarm: false });
    expect(told).toEqual([]);
  });
});
