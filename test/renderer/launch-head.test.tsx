import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { emptyReplica, useLaunch } from '#renderer/stores/launch.ts';
import { catchUp, caughtUp, showAhead, useLaunchHead } from '#renderer/stores/launch-head.ts';

const at = (position: number) => ({ ...emptyReplica, phase: 'open' as const, position });
let frame: (() => void) | null = null;

beforeEach(() => {
  vi.useFakeTimers();
  frame = null;
  vi.stubGlobal('requestAnimationFrame', (then: () => void) => {
    frame = then;
    return 1;
  });
  useLaunch.setState(at(1), true);
});
afterEach(() => {
  catchUp();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('an event is in the heads of the windows at once, and everywhere when the others have painted theirs too', () => {
  showAhead(at(2));
  expect([useLaunchHead.getState().position, useLaunch.getState().position]).toEqual([2, 1]);
  showAhead(at(3));
  frame?.();
  vi.advanceTimersByTime(33);
  expect(useLaunch.getState().position).toBe(1);
  vi.advanceTimersByTime(1);
  expect([useLaunchHead.getState().position, useLaunch.getState().position]).toEqual([3, 3]);
});

test('who was late for one event does not hurry the views for the next one', () => {
  showAhead(at(2));
  frame?.();
  vi.advanceTimersByTime(20);
  catchUp();
  showAhead(at(3));
  vi.advanceTimersByTime(20);
  expect([useLaunchHead.getState().position, useLaunch.getState().position]).toEqual([3, 2]);
});

test('a window that is given no frames follows all the same', () => {
  showAhead(at(2));
  vi.advanceTimersByTime(100);
  expect(useLaunch.getState().position).toBe(2);
});

test('what is added meanwhile is added to what the heads know, and is not lost', () => {
  showAhead(at(2));
  catchUp();
  useLaunch.setState({ logTrouble: 'the disk is full' });
  frame?.();
  vi.advanceTimersByTime(100);
  expect(useLaunch.getState()).toMatchObject({ position: 2, logTrouble: 'the disk is full' });
  expect(useLaunchHead.getState()).toMatchObject({ position: 2, logTrouble: 'the disk is full' });
});

test('whoever waits for what they asked goes on when all views know it, and at once when they do', async () => {
  showAhead(at(2));
  let known = 0;
  const waited = caughtUp().then(() => {
    known = useLaunch.getState().position;
  });
  expect(useLaunch.getState().position).toBe(1);
  frame?.();
  vi.advanceTimersByTime(34);
  await waited;
  expect(known).toBe(2);
  await caughtUp();
});
