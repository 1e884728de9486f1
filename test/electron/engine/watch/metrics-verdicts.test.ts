import { describe, expect, test } from 'vitest';
import { plan } from '#test/support/launch-story.ts';
import { calm, unlessAfter, metricsWorld as world } from './support/metrics-world.ts';

const { stepMs, errorRatePercent, scraped } = plan.signals;

describe('a promotion’s metrics', () => {
  test('are good while all is well', async () => {
    const { look, canary } = world();
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
  });

  test('are not good on a part of the data, and the source says what is missing', async () => {
    const { look, canary, server, source, hub } = world();
    server.warnings = ['a store did not answer'];
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'unknown'));
    expect(hub.criteria.map(({ verdict }) => verdict)).not.toContain('good');
    expect(hub.measures.map(({ verdict }) => verdict)).not.toContain('good');
    expect(source()).toMatchObject({ state: 'live', partial: 'a store did not answer' });
  });

  test('are known with every other sample missing, and not with all of them', async () => {
    const { look, canary, server, story } = world((query, at, place) =>
      at % (2 * stepMs) === 0 ? calm(query, at, place) : null,
    );
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
    server.values = () => null;
    story.after(4 * stepMs);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'unknown'));
  });

  test('are not good at a service whose errors have vanished: a hole is no 0 %', async () => {
    const { look, canary, server, story } = world();
    await look();
    server.values = (query, at, place) =>
      query === errorRatePercent && place === 'search-service canary' ? null : calm(query, at, place);
    story.after(7 * stepMs);
    await look();
    expect(canary()?.[0]).toBe('unknown');
  });

  test('are unknown after the clock has jumped an hour ahead, and known again when it comes back', async () => {
    let since = Number.POSITIVE_INFINITY;
    const { look, canary, server, story, hub } = world();
    await look();
    since = story.now;
    server.values = unlessAfter(() => since, null);
    story.after(3_600_000);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'unknown'));
    story.now = since + stepMs;
    server.values = calm;
    await look();
    expect(hub.samples().every(({ at }) => at <= story.now)).toBe(true);
    story.after(stepMs);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
  });

  test('that were measured in the future are none of now', async () => {
    const { look, canary, story } = world();
    await look();
    story.now -= 600_000;
    await look();
    story.after(4 * stepMs);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
  });
});

describe('a Prometheus that no longer scrapes', () => {
  test('proves nothing, however green its rates still are', async () => {
    const { look, canary, server, story, hub } = world();
    await look();
    const stopped = story.now;
    server.values = (query, at, place) => (query === scraped?.query ? stopped / 1000 : calm(query, at, place));
    story.after(45_000);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'unknown'));
    expect(hub.criteria.map(({ verdict }) => verdict)).not.toContain('good');
    server.values = calm;
    story.after(stepMs);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
  });

  test('answers, and is failing all the same: it says how old the newest sample is', async () => {
    let stopped = 0;
    const { look, source, server, story } = world();
    await look();
    expect(source()?.state).toBe('live');
    stopped = story.now;
    server.values = (query, at, place) => (query === scraped?.query ? stopped / 1000 : calm(query, at, place));
    story.after(45_000);
    await look();
    expect(source()).toMatchObject({
      state: 'failing',
      fault: { message: 'Prometheus answers, but nothing newer than 45 s has been scraped.' },
    });
    server.values = calm;
    story.after(stepMs);
    await look();
    expect(source()).toMatchObject({ state: 'live', fault: null });
  });

  test('and has nothing of this launch any more says so', async () => {
    const { look, source, server, story } = world();
    await look();
    server.values = () => null;
    story.after(stepMs);
    await look();
    expect(source()?.fault?.message).toBe(
      'Prometheus answers, but it has no recent sample of the services of this launch.',
    );
  });
});

describe('a Prometheus whose clock is an hour from this machine’s', () => {
  test.each([
    ['ahead of', 3_600_000],
    ['behind', -3_600_000],
  ])('proves nothing by what it says of our now (%s), and does when they agree again', async (where, aheadMs) => {
    const { look, canary, server, story, hub, source } = world();
    server.aheadMs = aheadMs;
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'unknown'));
    expect(hub.criteria.map(({ verdict }) => verdict)).not.toContain('good');
    expect(source()).toMatchObject({
      state: 'failing',
      fault: { message: expect.stringContaining(`its clock is 3600 s ${where} this machine's`) },
    });
    server.aheadMs = 2000;
    story.after(stepMs);
    await look();
    expect(canary()).toEqual(plan.canaryMetrics.map(() => 'good'));
    expect(source()?.state).toBe('live');
  });
});
