import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createClock } from '#engine/clock.ts';
import { cardOf, renewCard, writeCard } from '#engine/launch-files.ts';
import { measuredRollbacks, rememberRollback } from '#engine/measured-rollbacks.ts';
import { carriedOut, commander, goLaunch, lastAction, plan, stepDone } from '#test/support/launch-story.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tminus-measured-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const write = (id: string, pack: string, more: { readonly rollbackMs?: number } = {}) => {
  const base = { kind: 'rehearsal', tZeroAt: 0, timeZone: 'UTC', variables: {}, isArchived: true } as const;
  expect(writeCard(home, { ...base, people: [], id, title: id, pack, ...more }).ok).toBe(true);
};

test('how long a rollback took is kept with its launch, in real time, for later launches of the pack', () => {
  const story = goLaunch();
  const launch = story.state.launch?.id ?? '';
  write(launch, plan.pack.name);
  stepDone(story, plan.steps[0]?.id ?? '');
  story.does(commander, { type: 'rollback.ask', role: 'launch-commander' as never, reason: 'too slow' });
  story.after(120_000);
  carriedOut(story, lastAction(story).id);
  const clock = createClock({ startedAtReal: 0, startedAtLaunch: 0, speed: 4 });
  rememberRollback(home, story.state, lastAction(story).id, clock);
  expect(measuredRollbacks(home, plan.pack.name, 'another')).toEqual([30_000]);
  // What is renewed of the card leaves it there.
  renewCard(home, story.state);
  expect(cardOf(home, launch)?.rollbackMs).toBe(30_000);
});

test('a step that is done is no measure of a rollback', () => {
  const story = goLaunch();
  const launch = story.state.launch?.id ?? '';
  write(launch, plan.pack.name);
  const step = stepDone(story, plan.steps[0]?.id ?? '');
  rememberRollback(home, story.state, step, createClock({ startedAtReal: 0, startedAtLaunch: 0, speed: 1 }));
  expect(cardOf(home, launch)?.rollbackMs).toBeUndefined();
});

test('other packs, this launch itself and launches that never rolled back tell nothing', () => {
  write('a', 'shop', { rollbackMs: 1 });
  write('b', 'shop', { rollbackMs: 2 });
  write('c', 'shop');
  write('d', 'media', { rollbackMs: 3 });
  expect(measuredRollbacks(home, 'shop', 'b')).toEqual([1]);
});
