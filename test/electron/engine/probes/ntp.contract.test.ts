import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '#test/servers/free-port.ts';
import { startTimeServer, type TimeTraits } from '#test/servers/time-server.ts';
import { lookAt } from './support/look-at.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function against(traits: TimeTraits, withinMs: number, timeoutMs = 3000) {
  const { server, stop } = await startTimeServer(traits);
  stops.push(stop);
  return lookAt({ kind: 'ntp', server, withinMs }, { timeoutMs });
}

describe("this machine's clock", () => {
  test('is good when a time server agrees, bad when it is off, and says by how much', async () => {
    expect(await against({}, 500)).toMatchObject({ verdict: 'good', latencyMs: expect.any(Number) });
    const behind = await against({ offsetMs: 5000 }, 1000);
    expect(behind.verdict).toBe('bad');
    const off = Number(/(\d+) ms behind/.exec(behind.text)?.[1]);
    expect(off).toBeGreaterThan(4900);
    expect(off).toBeLessThan(5100);
    expect(await against({ offsetMs: -90_000 }, 1000)).toMatchObject({
      verdict: 'bad',
      text: expect.stringMatching(/(89|90)\d{3} ms ahead/),
    });
  });

  test('is unknown when the way to the server is too long to tell', async () => {
    expect(await against({ delayMs: 600 }, 100)).toMatchObject({
      verdict: 'unknown',
      text: expect.stringContaining('too far away to tell'),
    });
  });

  test.each([
    ['nobody answers', { kind: 'silent' }],
    ['what answers is no time', { kind: 'garbage' }],
    ['the answer is to a question that was not ours', { kind: 'someone-elses' }],
    ['the server asks to be left alone', { kind: 'kiss' }],
    ["the server's own clock is not set", { stratum: 16 }],
  ] satisfies [string, TimeTraits][])('is unknown when %s', async (_case, traits) => {
    expect(await against(traits, 10_000, 400)).toMatchObject({ verdict: 'unknown', latencyMs: null });
  });

  test('is unknown where nothing listens', async () => {
    const seen = await lookAt(
      { kind: 'ntp', server: `127.0.0.1:${await freePort()}`, withinMs: 1000 },
      { timeoutMs: 500 },
    );
    expect(seen.verdict).toBe('unknown');
  });
});
