import { useEffect, useState } from 'react';

const remOf = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;

/** The root's font size in pixels: canvases must scale with the screen by themselves. */
export function useRem(): number {
  const [rem, setRem] = useState(remOf);
  useEffect(() => {
    const update = (): void => setRem(remOf());
    update();
    window.addEventListener('resize', update);
    return () => window.removeEventListener('resize', update);
  }, []);
  return rem;
}
