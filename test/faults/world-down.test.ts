import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { FaultStory, lastOf } from '#test/support/fault-story.ts';
import { plan } from '#test/support/launch-story.ts';

let story: FaultStory;
beforeAll(async () => {
  story = await FaultStory.open();
});
afterAll(() => story.close());
beforeEach(async () => {
  story.clearFaults();
  await story.watchEnds();
  await story.canaryAtFivePercent();
});

const readBackIsGood = async () => {
  await story.readBack();
  expect(await story.weights()).toEqual([0]);
  expect(await story.canaries()).toEqual([0]);
  expect(await story.flagsOn()).toEqual([]);
  expect(await story.troubles()).toEqual([]);
};

test('the flag service is down during the kill switch: traffic goes back all the same, it is said, and one key finishes it', async () => {
  story.inject({ scenario: 'flags-down', mode: 'refuse' });
  await story.rollBack();
  const state = await story.waits();
  expect(lastOf(state).reason).toMatch(/flag .*(reach|answer)/i);
  expect(await story.weights()).toEqual([0]);
  expect(await story.canaries()).toEqual([0]);
  const done = new Set(
    lastOf(state).operations.flatMap(({ planned, state: is }) => (is === 'succeeded' ? planned.id : [])),
  );
  story.clearFaults();
  expect((await story.flagsOn()).length).toBeGreaterThan(0);
  await story.goOn();
  await readBackIsGood();
  for (const { planned, runs } of (await story.last()).operations)
    if (done.has(planned.id)) expect(runs, planned.title).toBe(1);
});

test('the cluster is gone when a rollback is asked for: flags go off, it is said, and one key finishes it when it is back', async () => {
  story.inject({ scenario: 'api-down', mode: 'refuse' });
  await story.rollBack();
  const state = await story.waits();
  expect(lastOf(state).reason).toMatch(/can't be reached/);
  expect(await story.flagsOn()).toEqual([]);
  story.clearFaults();
  expect(await story.weights()).toEqual([5]);
  await story.goOn();
  await readBackIsGood();
});

test('Prometheus is dead during a rollback: it is read back without it, and the watch on errors says that nothing is known', async () => {
  story.inject({ scenario: 'prometheus-down', mode: 'refuse' });
  await story.rollBack();
  await readBackIsGood();
  const state = await story.engine.until(
    'the watch on errors is over',
    (found) => lastOf(found).state !== 'verifying',
    60_000,
  );
  expect(lastOf(state).state).toBe('not-effective');
  expect(lastOf(state).seen.some((seen) => seen.seen.startsWith('no data') && !seen.agrees)).toBe(true);
});

test('somebody else moves a weight between the two confirmations of a rollback: nobody is asked again, and all traffic goes to stable', async () => {
  const criterion = 'critical-functionality' as never;
  await story.does('m-okafor', { type: 'criterion.raise', criterion, evidence: 'I see it' });
  await story.rollBack();
  const asked = await story.last();
  expect(asked.state).toBe('waiting');
  await story.setWeight(plan.services[0]?.host ?? '', 60);
  expect(await story.weights()).toEqual([5, 60]);
  await story.confirm(asked, 'm-okafor', 'senior-engineer');
  const state = await story.readBack();
  expect(lastOf(state).id).toBe(asked.id);
  expect(lastOf(state).confirmations.map(({ person }) => person)).toEqual(['j-ito', 'm-okafor']);
  await readBackIsGood();
});

test('the answers to changes are lost on the way: the rollback looks, finds them made, and makes none of them twice', async () => {
  story.inject({ scenario: 'lose-answer', target: 'kubernetes', resource: 'virtualservices', times: 3 });
  story.inject({ scenario: 'lose-answer', target: 'unleash', times: 2 });
  await story.rollBack();
  await readBackIsGood();
  const { operations } = await story.last();
  expect(operations.filter(({ runs }) => runs !== 1).map(({ planned, runs }) => `${planned.title}: ${runs}`)).toEqual(
    [],
  );
});
