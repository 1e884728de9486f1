import { create } from 'zustand';
import { readTheme, type Theme } from '../theme/theme.ts';

/** The views of this console that exist, in the order of their keys. */
export const views = [
  { id: 'now', title: 'Now', key: '1' },
  { id: 'timeline', title: 'Timeline', key: '2' },
  { id: 'checklists', title: 'Checklists', key: '3' },
  { id: 'launch', title: 'Launch', key: '4' },
  { id: 'rollback', title: 'Rollback', key: '5' },
  { id: 'decisions', title: 'Decisions', key: '6' },
  { id: 'incidents', title: 'Incidents', key: '7' },
  { id: 'team', title: 'Team', key: '9' },
  { id: 'screens', title: 'Screens', key: 's' },
  { id: 'launches', title: 'Launches', key: '0' },
  { id: 'settings', title: 'Settings', key: ',' },
] as const;
export type ViewId = (typeof views)[number]['id'] | 'sign-in';
export type Overlay = 'palette' | 'keys' | 'hold' | 'clock' | null;

export type ViewState = {
  readonly view: ViewId;
  readonly overlay: Overlay;
  readonly theme: Theme;
  /** What the timeline is filtered by. */
  readonly filter: string;
  /** Part, item, step or person that was jumped to, or chosen in the view since. */
  readonly target: string | null;
  /** Counts the jumps: the same one again is another one. */
  readonly jumps: number;
};

/** What this window shows; nothing of it is part of the launch. */
export const useView = create<ViewState>(() => ({
  view: 'now',
  overlay: null,
  theme: readTheme(),
  filter: '',
  target: null,
  jumps: 0,
}));

export const show = (view: ViewId, target: string | null = null): void =>
  useView.setState(({ jumps }) => ({ view, target, overlay: null, jumps: jumps + 1 }));
/** Chooses something in the view that is shown. */
export const choose = (target: string): void => useView.setState({ target });
export const open = (overlay: Overlay): void => useView.setState({ overlay });
export const close = (): void => useView.setState({ overlay: null });
