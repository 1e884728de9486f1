import { lazy, Suspense, useEffect } from 'react';
import { Boundary } from './boundary.tsx';
import type { Route } from './route.ts';

// A window is one of the two: it loads only the code of its own.
const Console = lazy(async () => ({ default: (await import('../console/console.tsx')).Console }));
const Wall = lazy(async () => ({ default: (await import('../wall/wall.tsx')).Wall }));

/** What a window shows, by its address. */
export function App({ route }: { readonly route: Route }) {
  useEffect(() => {
    document.documentElement.dataset.window = route.kind;
  }, [route.kind]);
  return (
    <Boundary>
      <Suspense fallback={null}>{route.kind === 'wall' ? <Wall screen={route.screen} /> : <Console />}</Suspense>
    </Boundary>
  );
}
