/** After this long without moving, the pointer is in the way, milliseconds. */
const idleMs = 3000;

/** Hides the pointer over a wall window until it moves again; what comes back ends it. */
export function hideIdleCursor(): () => void {
  const { dataset } = document.documentElement;
  let timer = setTimeout(hide, idleMs);
  function hide(): void {
    dataset.cursor = 'idle';
  }
  const show = (): void => {
    delete dataset.cursor;
    clearTimeout(timer);
    timer = setTimeout(hide, idleMs);
  };
  window.addEventListener('pointermove', show, { passive: true });
  return () => {
    window.removeEventListener('pointermove', show);
    clearTimeout(timer);
    delete dataset.cursor;
  };
}
