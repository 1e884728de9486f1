import { describe, expect, test } from 'vitest';
import { compareWithPage, createDisagreementWatch } from '#engine/watch/disagreement.ts';
import type { CriterionWatch } from '#shared/contract/observations.ts';
import type { MonitorObserved, PageObserved } from '#shared/contract/observed/outside.ts';
import { madeLaunch, plan } from '#test/support/launch-story.ts';
import { watched } from './support/watched-launch.ts';

const NOW = 10_000_000;
const monitor = (isUp: boolean, at = NOW, more: Partial<MonitorObserved> = {}): MonitorObserved => ({
  ...{ id: 'api', kind: 'http', title: 'Public API', target: 'https://api.example', everyMs: 10_000, text: '' },
  ...{ history: [{ at, isUp, latencyMs: 20 }], ...more },
});
const page = (indicator: string, description: string, at = NOW): PageObserved => ({
  ...{ at, indicator, description, troubled: [], incidents: [], changedAt: null },
});
const well = page('none', 'All Systems Operational');
const outage = page('major', 'Partial System Outage');
const errors = (verdict: CriterionWatch['verdict']): CriterionWatch => ({
  ...{ where: 'search-service canary', value: 6, tripsAt: null, verdict },
  criterion: plan.criteria.find(({ metric }) => metric?.signal === 'error-rate-percent')?.id ?? '',
});
const calm: readonly CriterionWatch[] = plan.criteria
  .filter(({ metric }) => metric?.signal === 'error-rate-percent')
  .map(({ id }) => ({ ...{ where: '', value: 0, tripsAt: null, verdict: 'good' }, criterion: id }));
const compared = (more: Partial<Parameters<typeof compareWithPage>[0]>) =>
  compareWithPage({
    ...{ plan, monitors: [monitor(true)], criteria: calm, page: well, pageEveryMs: 30_000, now: NOW },
    ...more,
  });
const seen = (more: Parameters<typeof compared>[0]) => {
  const is = compared(more);
  return is.state === 'disagree' ? is.text : null;
};

describe('our own checks and the page', () => {
  test('agree when all is well, and when both see trouble', () => {
    expect(seen({})).toBeNull();
    expect(seen({ monitors: [monitor(false)], page: outage })).toBeNull();
  });

  test('disagree when the page says that all is well and a check fails', () => {
    expect(seen({ monitors: [monitor(false)] })).toBe(
      'page says All Systems Operational, our checks see trouble: Public API',
    );
  });

  test('disagree when errors are above the runbook’s criteria, whatever the monitors see', () => {
    expect(seen({ criteria: [errors('building')] })).toContain('error rate of search-service canary');
    expect(seen({ criteria: [errors('tripped')] })).not.toBeNull();
    expect(seen({ criteria: [errors('good')] })).toBeNull();
  });

  test('disagree when the page speaks of an outage and every check is well', () => {
    expect(seen({ page: outage })).toBe('page says Partial System Outage, our checks are all well');
    expect(seen({ page: page('maintenance', 'Service Under Maintenance') })).toBeNull();
  });

  test('say nothing where one of them is not known: old checks are no proof, nor is a page that was not read lately', () => {
    expect(seen({ page: outage, monitors: [] })).toBeNull();
    expect(seen({ page: outage, monitors: [monitor(true, NOW - 31_000)] })).toBeNull();
    expect(seen({ monitors: [monitor(false, NOW - 31_000)] })).toBeNull();
    expect(seen({ monitors: [monitor(false)], page: null })).toBeNull();
    // Cut off from the network nothing answers, and the page grows old before the two minutes are over.
    expect(seen({ monitors: [monitor(false)], page: page('none', 'well', NOW - 91_000) })).toBeNull();
  });
});

describe('what is not known', () => {
  test('is no agreement: neither a page that is silent, nor criteria without data, nor a monitor that grew old', () => {
    expect(compared({}).state).toBe('agree');
    expect(compared({ page: null }).state).toBe('unknown');
    expect(compared({ criteria: [] }).state).toBe('unknown');
    expect(compared({ criteria: calm.map((one) => ({ ...one, verdict: 'unknown' })) }).state).toBe('unknown');
    expect(compared({ monitors: [monitor(true, NOW - 31_000)] }).state).toBe('unknown');
  });
});

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
