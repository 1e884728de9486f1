import { create } from 'zustand';
import type { DetailSpan, TileRef } from '#shared/contract/observed/detail.ts';
import { askMain } from '../../bridge/bridge.ts';

export type DetailState = {
  /** What is looked at closer; null while the drawer is shut. */
  readonly tile: TileRef | null;
  readonly span: DetailSpan;
  /** What was looked at before, to go back to, newest last. */
  readonly before: readonly TileRef[];
};

const KEPT_BEFORE = 20;

/** What this console looks at closer. A wall has none: it asks the console. */
export const useDetail = create<DetailState>(() => ({ tile: null, span: 'hour', before: [] }));

const isSame = (a: TileRef, b: TileRef): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Whether this window is one of the wall's. */
export const isWall = (): boolean => document.documentElement.dataset.window === 'wall';

/** Looks closer at a tile: beside the view of this console, or of the console when a wall's tile was pointed at. */
export function openDetail(tile: TileRef): void {
  if (isWall()) return void askMain('window.openDetail', { tile });
  useDetail.setState(({ tile: shown, before }) => ({
    tile,
    before: shown === null || isSame(shown, tile) ? before : [...before, shown].slice(-KEPT_BEFORE),
  }));
}

export const closeDetail = (): void => useDetail.setState({ tile: null, before: [] });
export const chooseSpan = (span: DetailSpan): void => useDetail.setState({ span });

/** Back to what was looked at before; shuts the drawer when there is nothing. */
export const backInDetail = (): void =>
  useDetail.setState(({ before }) => ({ tile: before.at(-1) ?? null, before: before.slice(0, -1) }));
