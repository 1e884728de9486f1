import type { Bell } from './bell.ts';

/** Even what is rung for again and again rests so long in between. */
const LEAST_REST_MS = 20;
const LEAST_REST_RUNG_MS = 2000;

/**
 * Calls `once` again and again, `intervalMs` of real time apart, until aborted; a call that takes longer delays the
 * next one instead of piling up. A call may say how long to wait after it, real ms: so a source that is away is asked less
 * often. What it throws is a bug and goes to `bug`; the watch goes on. A bell calls sooner.
 */
export async function poll(
  intervalMs: number,
  signal: AbortSignal,
  once: () => Promise<unknown>,
  bug: (error: unknown) => void,
  bell?: Bell,
): Promise<void> {
  let isRung = false;
  let wake: () => void = () => undefined;
  const unlisten = bell?.listen(() => {
    isRung = true;
    wake();
  });
  while (!signal.aborted) {
    // Not by the clock, which may be set: a watch must not rest for an hour because of that.
    const startedAt = performance.now();
    isRung = false;
    const asked = await once().catch((error: unknown) => {
      if (!signal.aborted) bug(error);
    });
    const left = (ms: number) => Math.max(LEAST_REST_MS, ms - (performance.now() - startedAt));
    if (!isRung) await rest(left(typeof asked === 'number' ? asked : intervalMs), signal, (wakeUp) => (wake = wakeUp));
    if (isRung) await rest(left(LEAST_REST_RUNG_MS), signal);
  }
  unlisten?.();
}

/** Waits; ends sooner when aborted or woken. */
function rest(ms: number, signal: AbortSignal, wakeable: (wake: () => void) => void = () => undefined): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
    wakeable(done);
  });
}
