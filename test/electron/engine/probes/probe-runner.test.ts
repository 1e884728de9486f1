import { describe, expect, onTestFinished, test } from 'vitest';
import { running } from './support/running-probes.ts';

describe('the probes of a launch', () => {
  test('run at once, four at a time', async () => {
    const { page, hub } = await running(onTestFinished, 9);
    page.hold();
    await expect.poll(() => page.waiting()).toBe(4);
    expect(hub.probes.filter(({ isRunning }) => isRunning)).toHaveLength(4);
    page.release();
    await expect.poll(() => hub.probes.every(({ last }) => last?.verdict === 'good')).toBe(true);
    expect(page.most()).toBe(4);
  });

  test('a person does not wait for a turn', async () => {
    const { page, runner } = await running(onTestFinished, 9);
    page.hold();
    await expect.poll(() => page.waiting()).toBe(4);
    const asked = runner.run('item-8');
    await expect.poll(() => page.waiting()).toBe(5);
    page.release();
    expect((await asked).verdict).toBe('good');
    await expect.poll(() => page.asked('/5')).toBe(1);
    expect(page.asked('/8')).toBe(1);
  });

  test('who asks while one is running gets what is so after the question: one look for all who asked', async () => {
    const { page, runner, told } = await running(onTestFinished, 1, { everyMs: 3_600_000 });
    page.hold();
    await expect.poll(() => page.waiting()).toBe(1);
    const asked = [runner.run('item-0'), runner.run('item-0')];
    page.release();
    page.fail();
    expect(await Promise.all(asked)).toMatchObject([{ verdict: 'bad' }, { verdict: 'bad' }]);
    expect(page.asked('/0')).toBe(2);
    expect(told.at(-1)).toMatchObject({ verdict: 'bad' });
  });

  test('a person who asks is told at once', async () => {
    const { page, runner, told } = await running(onTestFinished, 1, { everyMs: 3_600_000 });
    await expect.poll(() => told).toMatchObject([{ item: 'item-0', verdict: 'good' }]);
    page.fail();
    expect((await runner.run('item-0')).verdict).toBe('bad');
    expect(told.at(-1)).toMatchObject({ verdict: 'bad', text: 'It answered 500, not 200.' });
    page.mend();
    expect((await runner.run('item-0')).verdict).toBe('good');
    expect(told.map((one) => 'verdict' in one && one.verdict)).toEqual(['good', 'bad', 'good']);
  });

  test('a doubt is looked at again within seconds, not after a whole interval', async () => {
    const { page, told, observed } = await running(onTestFinished, 1, { everyMs: 3_600_000, timeoutMs: 300 });
    page.hold();
    await expect.poll(() => observed(0)?.history.length, { timeout: 3000 }).toBe(1);
    expect(told).toEqual([]);
    await expect.poll(() => told, { timeout: 8000 }).toMatchObject([{ item: 'item-0', verdict: 'unknown' }]);
    expect(observed(0)?.history).toHaveLength(2);
  });

  test('the last sixty looks are kept, and a window is told of what has changed', async () => {
    const { runner, observed, hub } = await running(onTestFinished, 2);
    for (let count = 0; count < 65; count += 1) await runner.run('item-0');
    expect(observed(0)?.history).toHaveLength(60);
    expect(observed(0)?.history.at(-1)).toBe(observed(0)?.last);
    hub.batch(false);
    await runner.run('item-1');
    expect(hub.batch(false).probes.map(({ item }) => item)).toEqual(['item-1']);
    expect(hub.batch(true).probes).toHaveLength(2);
  });

  test('closing gives up what is running: it is not recorded', async () => {
    const { page, runner, told, observed } = await running(onTestFinished, 1);
    page.hold();
    await expect.poll(() => page.waiting()).toBe(1);
    await runner.close();
    await expect.poll(() => page.waiting()).toBe(0);
    expect(told).toEqual([]);
    expect(observed(0)?.last).toBeNull();
    expect(await runner.run('item-0')).toMatchObject({ verdict: 'unknown', text: 'The launch was closed.' });
  });

  test('a tick takes the last look with it, but not a second time and not one that said nothing', async () => {
    const { runner, told, observed } = await running(onTestFinished, 2);
    await expect.poll(() => told.length).toBe(2);
    const again = await runner.run('item-0');
    expect(told).toHaveLength(2);
    runner.recordLast('item-0', again.at - 1);
    expect(told.at(-1)).toMatchObject({ item: 'item-0', verdict: 'good', seenAt: observed(0)?.last?.at });
    runner.recordLast('item-0', again.at);
    runner.recordLast('no-such-item', undefined);
    expect(told).toHaveLength(3);
  });

  test('an item without a probe says so', async () => {
    const { runner } = await running(onTestFinished, 1);
    expect(await runner.run('no-such-item')).toMatchObject({ verdict: 'unknown', text: /no probe for "no-such-item"/ });
  });
});
