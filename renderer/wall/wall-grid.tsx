import { useLayoutEffect } from 'react';
import type { ScreenNumber } from '#shared/contract/window-calls.ts';
import { usePresentation } from '../stores/presentation.ts';
import { SharesWindow } from './wall-cell.ts';
import { wallScreens } from './wall-screens.ts';

/** The screens of a window beside each other: one fills it, two stand side by side, three and four are two by two. */
export function WallGrid({ screens }: { readonly screens: readonly ScreenNumber[] }) {
  const columns = screens.length > 1 ? 2 : 1;
  const rows = screens.length > 2 ? 2 : 1;
  const density = usePresentation((presentation) => presentation.density);
  useLayoutEffect(() => fitRoot(columns, rows), [columns, rows]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the density changes the root's font size by itself
  useLayoutEffect(sayThatSizesChanged, [density, columns, rows]);
  const isShared = screens.length > 1;
  const cells = screens.map((screen) => {
    const Screen = wallScreens[screen];
    return <Screen key={screen} />;
  });
  if (!isShared) return cells;
  return (
    <main
      className="wall-grid"
      style={{ gridTemplateColumns: `repeat(${columns}, 1fr)`, gridTemplateRows: `repeat(${rows}, 1fr)` }}
    >
      <SharesWindow value={true}>{cells}</SharesWindow>
    </main>
  );
}

/** The root's font size follows: every screen is drawn as if its part of the window were 1920x1080. */
function fitRoot(columns: number, rows: number): () => void {
  const { style } = document.documentElement;
  style.setProperty('--wall-columns', String(columns));
  style.setProperty('--wall-rows', String(rows));
  return () => {
    style.removeProperty('--wall-columns');
    style.removeProperty('--wall-rows');
  };
}

/** Canvases measure themselves when the window's size changes, and know of nothing else. */
function sayThatSizesChanged(): void {
  window.dispatchEvent(new Event('resize'));
}
