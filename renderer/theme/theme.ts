import './fonts.css';
import './tokens.css';
import './base.css';

/** Dark unless a person chose the light theme; kept by the window, never part of a launch. */
export type Theme = 'dark' | 'light';

const key = 'tminus.theme';

/** The theme this window was left in. */
export const readTheme = (): Theme => (window.localStorage.getItem(key) === 'light' ? 'light' : 'dark');

/** Paints the window in `theme` and keeps the choice. */
export function applyTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  window.localStorage.setItem(key, theme);
}
