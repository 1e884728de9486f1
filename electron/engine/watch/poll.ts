/**
 * Calls `once` again and again, `intervalMs` of real time apart, until aborted; a call that takes longer delays the
 * next one instead of piling up. What it throws is a bug and goes to `bug`; the watch goes on.
 */
export async function poll(
  intervalMs: number,
  signal: AbortSignal,
  once: () => Promise<void>,
  bug: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    const startedAt = Date.now();
    await once().catch((error: unknown) => {
      if (!signal.aborted) bug(error);
    });
    const restMs = Math.max(20, intervalMs - (Date.now() - startedAt));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, restMs);
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
      signal.addEventListener('abort', done);
    });
  }
}
