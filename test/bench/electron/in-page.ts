/** What runs in a page: sent there as text, so it may name nothing from around it. */

/** Frames a second over a time. */
export const framesPerSecond = (ms: number): Promise<number> =>
  new Promise((resolve) => {
    const start = performance.now();
    let frames = 0;
    const count = (): void => {
      frames += 1;
      const passed = performance.now() - start;
      if (passed < ms) requestAnimationFrame(count);
      else resolve((frames * 1000) / passed);
    };
    requestAnimationFrame(count);
  });

/**
 * Looks once in each frame until the text of what `selector` finds matches (or no longer does); epoch ms at which that
 * frame was painted. Null when it never did, and at once in a window that isn't `on`.
 */
export const whenShown = (wanted: {
  readonly selector: string;
  readonly pattern: string;
  readonly is: boolean;
  readonly limitMs: number;
  readonly on?: string;
}): Promise<number | null> =>
  new Promise((resolve) => {
    if (wanted.on !== undefined && location.hash !== wanted.on) return resolve(null);
    const start = performance.now();
    const pattern = new RegExp(wanted.pattern, 'i');
    const look = (): void => {
      const shown = [...document.querySelectorAll(wanted.selector)].some((one) => pattern.test(one.textContent ?? ''));
      if (shown === wanted.is)
        // A task that comes after the frame's own: by then it is drawn.
        setTimeout(() => resolve(performance.timeOrigin + performance.now()), 0);
      else if (performance.now() - start > wanted.limitMs) resolve(null);
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });

/** The longest time in which nothing else could run, over a time; ms. */
export const longestTask = (ms: number): Promise<number> =>
  new Promise((resolve) => {
    let longest = 0;
    const watch = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longest = Math.max(longest, entry.duration);
    });
    watch.observe({ entryTypes: ['longtask'] });
    setTimeout(() => {
      watch.disconnect();
      resolve(longest);
    }, ms);
  });
