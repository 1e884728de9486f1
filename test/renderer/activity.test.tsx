import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TOUCH_MS, watchActivity } from '#renderer/stores/activity.ts';
import { useSession } from '#renderer/stores/session.ts';

const called: string[] = [];
const signedIn = { person: { id: 'ito', name: 'J. Ito' }, console: 'console-1', lockedFor: null };
const nobody = { ...signedIn, person: null };

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
  called.length = 0;
  const tminus = { call: async (name: string) => called.push(name), on: () => () => undefined };
  vi.stubGlobal('window', { tminus });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  useSession.setState(nobody);
});

test('the engine hears that somebody is here, and no more than once in twenty seconds', () => {
  const hands = new EventTarget();
  useSession.setState(signedIn);
  const end = watchActivity(hands);
  for (const sign of ['keydown', 'pointermove', 'pointerdown']) hands.dispatchEvent(new Event(sign));
  expect(called).toEqual(['identity.touch']);
  vi.advanceTimersByTime(TOUCH_MS - 1);
  hands.dispatchEvent(new Event('wheel'));
  expect(called).toHaveLength(1);
  vi.advanceTimersByTime(1);
  hands.dispatchEvent(new Event('keydown'));
  expect(called).toHaveLength(2);
  end();
  vi.advanceTimersByTime(TOUCH_MS);
  hands.dispatchEvent(new Event('keydown'));
  expect(called).toHaveLength(2);
});

test('without hands at the window nothing is said, so that an idle console locks itself', () => {
  useSession.setState(signedIn);
  const end = watchActivity(new EventTarget());
  vi.advanceTimersByTime(10 * TOUCH_MS);
  expect(called).toEqual([]);
  end();
});

test('a console where nobody is signed in says nothing', () => {
  const hands = new EventTarget();
  useSession.setState(nobody);
  const end = watchActivity(hands);
  hands.dispatchEvent(new Event('keydown'));
  expect(called).toEqual([]);
  end();
});
