import { describe, expect, test } from 'vitest';
import { baselineP95, captureBaseline } from '#engine/watch/baseline.ts';
import { commander, goLaunch, launchMade, plan, START, stepDone } from '#test/support/launch-story.ts';
import { MINUTE, Story } from '#test/support/story.ts';
import { samplesUntil, watched } from './support/watched-launch.ts';

const HOUR = 60 * MINUTE;
/** A launch whose T-0 lies so many hours ahead. */
const launchIn = (hours: number) => launchMade({ tZeroAt: START + hours * HOUR });
const places = plan.services.map(({ id }) => `${id} stable`);

describe('the baseline', () => {
  test('is captured once at T-4h, as the median of what stable did in the hour before', () => {
    const story = launchIn(5);
    const { with_, hub, told } = watched(story);
    hub.addSamples([...samplesUntil(START - MINUTE, 40, { p95: 100 }), ...samplesUntil(START, 1, { p95: 900 })]);
    captureBaseline(with_);
    expect(told).toEqual([]);
    story.after(HOUR);
    hub.addSamples(samplesUntil(story.now, 50, { p95: 171, errors: 0.04 }));
    captureBaseline(with_);
    captureBaseline(with_);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchObject({ type: 'baseline.capture', samples: expect.any(Number) });
    const { baseline } = story.state.signal;
    expect(Object.keys(baseline?.p95Ms ?? {}).sort()).toEqual([...places].sort());
    expect(baseline).toMatchObject({
      p95Ms: { 'auth-service stable': 171 },
      errorRatePercent: { 'auth-service stable': 0.04 },
    });
  });

  test('is captured at the first chance after T-4h, and not from a handful of samples', () => {
    const story = launchIn(2);
    const { with_, hub, told } = watched(story);
    hub.addSamples(samplesUntil(story.now, 1));
    captureBaseline(with_);
    expect(told).toEqual([]);
    story.after(5 * MINUTE);
    hub.addSamples(samplesUntil(story.now, 5));
    captureBaseline(with_);
    expect(told).toHaveLength(1);
  });

  test('does not wait longer than an hour for a service that nobody uses', () => {
    const story = launchIn(4);
    const { with_, hub, told } = watched(story);
    const [quiet, ...others] = plan.services.map(({ id }) => id as string);
    hub.addSamples(samplesUntil(story.now - 30 * MINUTE, 1, { only: [quiet ?? ''] }));
    hub.addSamples(samplesUntil(story.now, 10, { only: others }));
    captureBaseline(with_);
    expect(told).toEqual([]);
    story.after(61 * MINUTE);
    hub.addSamples(samplesUntil(story.now - 50 * MINUTE, 1, { only: [quiet ?? ''] }));
    hub.addSamples(samplesUntil(story.now, 10, { only: others }));
    captureBaseline(with_);
    expect(Object.keys(story.state.signal.baseline?.p95Ms ?? {})).not.toContain(`${quiet} stable`);
    expect(Object.keys(story.state.signal.baseline?.p95Ms ?? {})).toContain(`${others[0]} stable`);
  });

  test('is not captured once a step has begun: what runs then is no baseline', () => {
    const story = goLaunch();
    stepDone(story, plan.steps[0]?.id ?? '');
    const { with_, hub, told } = watched(story);
    hub.addSamples(samplesUntil(story.now, 50));
    captureBaseline(with_);
    expect(told).toEqual([]);
  });

  test('stays what it is when T-0 slips', () => {
    const story = launchIn(4);
    const { with_, hub, told } = watched(story);
    hub.addSamples(samplesUntil(story.now, 50, { p95: 171 }));
    captureBaseline(with_);
    const tZeroAt = story.state.clock.tZeroAt + HOUR;
    story.does(commander, { type: 'clock.slip', tZeroAt, reason: 'the vendor is late' });
    story.after(HOUR);
    hub.addSamples(samplesUntil(story.now, 50, { p95: 999 }));
    captureBaseline(with_);
    expect(told).toHaveLength(1);
    expect(baselineP95(story.state, hub.samples())['auth-service stable']).toBe(171);
  });

  test('is what stable did just before the first step, where none was captured', () => {
    const story = new Story(START);
    expect(baselineP95(story.state, samplesUntil(START, 5, { p95: 230 }))['auth-service stable']).toBe(230);
    expect(baselineP95(story.state, [])).toEqual({});
  });
});
