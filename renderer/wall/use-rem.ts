import { useEffect, useState } from 'react';

/** The root's font size in pixels: everything on a screen scales with it. */
export const remPx = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** The same, followed: canvases must scale with the screen by themselves. */
export function useRem(): number {
  const [rem, setRem] = useState(remPx);
  useEffect(() => {
    const update = (): void => setRem(remPx());
    update();
    window.addEventListener('resize', update);
    return () => window.removeEventListener('resize', update);
  }, []);
  return rem;
}
