import { describe, expect, it } from 'vitest';
import { tryOut } from '#engine/adapters/kubernetes/dry-run.ts';
import { err, ok } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

const refused: Fault = { kind: 'fault', cause: 'invalid', message: 'a guard failed', retryable: false };
const moved = (before: number, now: number) => before !== now;

describe('a dry run of a guarded change', () => {
  it('is tried once more when the object moved between the look and the try', async () => {
    const sent: number[] = [];
    const tried = await tryOut(
      1,
      async () => ok(2),
      moved,
      async (version) => {
        sent.push(version);
        return version === 2 ? ok('accepted') : err(refused);
      },
    );
    expect(tried).toEqual(ok('accepted'));
    expect(sent).toEqual([1, 2]);
  });

  it('stays refused when nothing has moved: then it is the change that the cluster does not want', async () => {
    const sent: number[] = [];
    const tried = await tryOut(
      1,
      async () => ok(1),
      moved,
      async (version) => {
        sent.push(version);
        return err(refused);
      },
    );
    expect(tried).toEqual(err(refused));
    expect(sent).toEqual([1]);
  });

  it('is not tried again for want of a right', async () => {
    const forbidden: Fault = { ...refused, cause: 'forbidden' };
    let looks = 0;
    const look = async () => {
      looks += 1;
      return ok(2);
    };
    expect(await tryOut(1, look, moved, async () => err(forbidden))).toEqual(err(forbidden));
    expect(looks).toBe(0);
  });
});
