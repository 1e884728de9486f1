/**
 * Work that is done soon after it is asked for, and however often it is asked for no sooner than `apartMs` of real time after
 * it was done last. Ends with the signal; what it throws goes to `bug`.
 * @returns asks for it
 */
export function paced(
  apartMs: number,
  work: () => void,
  bug: (error: unknown) => void,
  signal: AbortSignal,
): () => void {
  let doneAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  const run = () => {
    timer = undefined;
    doneAt = performance.now();
    try {
      work();
    } catch (error) {
      bug(error);
    }
  };
  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  return () => {
    if (timer !== undefined || signal.aborted) return;
    timer = setTimeout(run, Math.max(0, doneAt + apartMs - performance.now()));
  };
}
