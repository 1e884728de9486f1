/** A window that is given no frames goes on all the same, milliseconds. */
const LATEST_MS = 500;

/** Comes back when what is drawn now is painted: what can wait for that lets people see it sooner. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    const latest = setTimeout(resolve, LATEST_MS);
    requestAnimationFrame(() =>
      // A task after the frame's own: by then the frame is drawn.
      setTimeout(() => {
        clearTimeout(latest);
        resolve();
      }, 0),
    );
  });
