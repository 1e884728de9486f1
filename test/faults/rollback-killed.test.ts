import { afterAll, beforeAll, expect, test } from 'vitest';
import { FaultStory, lastOf } from '#test/support/fault-story.ts';
import { plan } from '#test/support/launch-story.ts';

let story: FaultStory;
beforeAll(async () => {
  story = await FaultStory.open();
});
afterAll(() => story.close());

const { steps, operations } = plan.quickRollback;

test.each(steps.map(({ id, title }) => [title, id] as const))(
  'killed in the middle of "%s": the truth is found and, after one key, the rollback is finished, nothing of it twice',
  async (_title, step) => {
    await story.canaryAtFivePercent();
    expect(await story.weights()).toEqual([5]);
    const own = new Set<string>(operations.filter((entry) => entry.procedureStep === step).map((entry) => entry.id));
    // Of several operations one is done and the others are under way; a single one has just begun.
    const moment = own.size > 1 ? 'operation.succeeded' : 'operation.started';
    const killed = story.killAt((event) => event.type === moment && own.has(event.operation));
    // Its answer may never come: the engine is gone.
    void story.rollBack(`killed in ${step}`);
    await killed;
    await story.start();
    await story.signIn();
    const state = await story.engine.until('the truth is found', (found) => {
      const action = lastOf(found);
      const isKnown = !action.operations.some((entry) => ['outcome-unknown', 'running'].includes(entry.state));
      return isKnown && action.state !== 'running';
    });
    const before = lastOf(state);
    // The very last message may have been stored before the end came: then nothing is left to go on with.
    if (before.completedAt === null) {
      expect(before.state).toBe('not-started');
      await story.goOn();
    } else expect(step).toBe(steps.at(-1)?.id);
    const after = lastOf(await story.readBack());
    expect(await story.weights()).toEqual([0]);
    expect(await story.canaries()).toEqual([0]);
    expect(await story.flagsOn()).toEqual([]);
    const runs = new Map(after.operations.map((entry) => [entry.planned.id, entry.runs]));
    for (const entry of before.operations)
      if (entry.state === 'succeeded') expect(runs.get(entry.planned.id), entry.planned.title).toBe(entry.runs);
    // One that was being sent when the end came may be of unknown outcome; then the machine never sends it again.
    const messages = await story.messagesOf(after.id);
    expect(Object.keys(messages).toSorted()).toEqual(['rollback-complete', 'rollback-initiated']);
    for (const said of Object.values(messages))
      expect(said).toMatch(/^sent, arrived 1 times$|^unknown, arrived [01] times$/);
    await story.watchEnds();
    expect(await story.troubles()).toEqual([]);
  },
);
