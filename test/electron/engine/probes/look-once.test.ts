import { describe, expect, test } from 'vitest';
import { createLooks, type Looks } from '#engine/adapters/looks.ts';
import { realClock } from '#engine/clock.ts';
import { lookOnce } from '#engine/probes/look-once.ts';
import { ObservationHub } from '#engine/watch/hub.ts';

const spec = (timeoutMs: number) => ({
  check: { kind: 'http' as const, url: 'http://127.0.0.1:9/', status: 200 },
  everyMs: 60_000,
  timeoutMs,
});

/** A look at a page through a port that behaves as told. */
function looking(read: Looks['page']['read'], timeoutMs: number, secrets: readonly string[] = []) {
  const clock = realClock();
  const bugs: unknown[] = [];
  const looks = createLooks(null);
  const parts = () => ({
    plan: { channels: [] },
    clock,
    hub: new ObservationHub(clock),
    feeds: null,
    outside: null,
    looks: { ...looks, page: { read } },
  });
  const { result } = lookOnce(
    spec(timeoutMs),
    { parts, secrets, bug: (error) => bugs.push(error) },
    new AbortController().signal,
  );
  return { result, bugs, close: looks.close };
}

describe('one look', () => {
  test('ends in time also where a library does not hear that it should', async () => {
    const { result, close } = looking(() => new Promise(() => undefined), 200);
    const startedAt = Date.now();
    expect(await result).toMatchObject({ verdict: 'unknown', text: 'No answer within 200 ms.', latencyMs: null });
    expect(Date.now() - startedAt).toBeLessThan(1500);
    await close();
  });

  test('that fails in our own code is unknown, and the bug is told', async () => {
    const { result, bugs, close } = looking(() => Promise.reject(new Error('ours')), 5000);
    expect(await result).toMatchObject({ verdict: 'unknown', text: expect.stringContaining('fault of the console') });
    expect(bugs).toHaveLength(1);
    await close();
  });

  test('never shows a secret, whoever says it', async () => {
    const answer = { kind: 'fault', cause: 'invalid', message: 'token xoxb-12345 is wrong', retryable: false } as const;
    const { result, close } = looking(async () => ({ ok: false, error: answer }), 5000, ['xoxb-12345']);
    expect((await result).text).toBe('token ••• is wrong');
    await close();
  });
});
