import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FaultStory, lastOf } from '#test/support/fault-story.ts';
import { canMount, type SmallDisk, smallDisk } from '#test/support/small-disk.ts';

const note = { command: { type: 'note.write', kind: 'note', text: 'x'.repeat(2000) } };

describe.skipIf(!canMount)('a disk that is full (needs root on Linux, to mount a small one)', () => {
  let disk: SmallDisk;
  let story: FaultStory;
  beforeAll(async () => {
    disk = smallDisk(128);
    story = await FaultStory.open({ home: disk.place });
    await story.canaryAtFivePercent();
  });
  afterAll(async () => {
    await story?.close();
    disk?.unmount();
  });

  test('full in the middle of a rollback: the reserve lets it go on to its end', async () => {
    const filled = new Promise<void>((resolve) => {
      const end = story.engine.onPush(({ name, data }) => {
        if (name !== 'launch.events' || !JSON.stringify(data).includes('"operation.succeeded"')) return;
        end();
        disk.fill();
        resolve();
      });
    });
    await story.rollBack('the disk is full');
    await filled;
    await story.readBack();
    expect(await story.weights()).toEqual([0]);
    expect(await story.canaries()).toEqual([0]);
    expect(await story.flagsOn()).toEqual([]);
  });

  test('once the reserve is used up too, what can not be recorded is refused, and it says that nothing was done', async () => {
    // Whatever the rollback left of the reserve is used up first.
    let told: unknown;
    for (let n = 0; n < 500 && told === undefined; n += 1) {
      disk.fill();
      const envelope = await story.engine.envelope('j-ito', 'launch.dispatch', note);
      if (!envelope.ok) told = envelope.trouble;
    }
    expect(told).toMatchObject({ kind: 'fault', cause: 'disk' });
    expect(JSON.stringify(told)).toMatch(/[Nn]othing was (recorded|done)/);
  });

  test('with room again the log goes on, whole', async () => {
    disk.free();
    await story.does('j-ito', { type: 'note.write', kind: 'note', text: 'there is room again' });
    expect(lastOf(await story.state()).subject.kind).toBe('rollback');
    expect(await story.troubles()).toEqual([]);
  });
});
