/** A screen is drawn 120 rem wide and, without its own clock, 60 high. */
const SCREEN_REM = { width: 120, height: 60 } as const;
/** Smaller than this nobody can read it before the console, and it scrolls instead. */
const LEAST_REM_PX = 8.75;
const MOST_REM_PX = 16;

/**
 * Sizes the screen to its place, as the wall does to its window: the console's own styles are in pixels, the screens' in
 * rem, so the root's font size is the screen's alone. What comes back ends it.
 */
export function fitScreen(area: HTMLElement): () => void {
  const root = document.documentElement;
  const before = root.style.fontSize;
  const size = (): void => {
    const fits = Math.min(area.clientWidth / SCREEN_REM.width, area.clientHeight / SCREEN_REM.height);
    const rem = Math.min(MOST_REM_PX, Math.max(LEAST_REM_PX, fits));
    root.style.fontSize = `${rem}px`;
    // Charts on a canvas follow the window's size.
    window.dispatchEvent(new Event('resize'));
  };
  const watch = new ResizeObserver(size);
  watch.observe(area);
  size();
  return () => {
    watch.disconnect();
    root.style.fontSize = before;
  };
}
