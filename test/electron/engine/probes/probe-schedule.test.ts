import { describe, test } from 'vitest';
import { running } from './support/running-probes.ts';

describe('the schedule of probes', () => {
  test.concurrent('run again by launch time, but never more often than every 10 seconds', async ({
    expect,
    onTestFinished,
  }) => {
    const { page } = await running(onTestFinished, 1, { everyMs: 60_000, speed: 600 });
    await expect.poll(() => page.asked('/0'), { timeout: 15_000 }).toBe(2);
    const [first = 0, second = 0] = page.times();
    expect(second - first).toBeGreaterThan(9900);
    expect(second - first).toBeLessThan(14_000);
  });

  test.concurrent('a failure that nobody asked for is told when it is seen twice', async ({
    expect,
    onTestFinished,
  }) => {
    const { page, told, observed } = await running(onTestFinished, 1, { everyMs: 1 });
    await expect.poll(() => told.length).toBe(1);
    page.fail();
    await expect.poll(() => observed(0)?.last?.verdict, { timeout: 15_000 }).toBe('bad');
    expect(told).toHaveLength(1);
    await expect.poll(() => told.length, { timeout: 10_000 }).toBe(2);
    expect(told.at(-1)).toMatchObject({ verdict: 'bad' });
  });

  test.concurrent('one that is about the time before the launch rests once it has begun, and still answers a person', async ({
    expect,
    onTestFinished,
  }) => {
    const { page, runner, begin } = await running(onTestFinished, 1, { everyMs: 1, isUntilLaunch: true });
    await expect.poll(() => page.asked('/0')).toBe(1);
    begin();
    await new Promise((resolve) => setTimeout(resolve, 11_000));
    expect(page.asked('/0')).toBe(1);
    expect((await runner.run('item-0')).verdict).toBe('good');
  });
});
