import { type RefObject, useEffect, useRef, useState } from 'react';
import { remPx } from '../use-rem.ts';

/** Where there is no layout to measure, and until it was measured. */
const BEFORE = 3;

/** How many rows of `rowRem` fit into the element: a wall doesn't scroll, and what stands below the edge nobody sees. */
export function usePlaces(rowRem: number): [RefObject<HTMLUListElement | null>, number] {
  const ref = useRef<HTMLUListElement>(null);
  const [places, setPlaces] = useState(BEFORE);
  useEffect(() => {
    const element = ref.current;
    if (element === null || typeof ResizeObserver === 'undefined') return;
    const measure = (): void => {
      const fitting = Math.floor((element.clientHeight + 1) / (rowRem * remPx()));
      if (element.clientHeight > 0) setPlaces(Math.max(1, fitting));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [rowRem]);
  return [ref, places];
}
