import type { ScreenNumber, WindowInfo } from '#shared/contract/window-calls.ts';

/** What a window is for. A wall shows; it may not act. */
export type WindowRole = WindowInfo['window'];

export const consoleRole: WindowRole = { role: 'console' };
export const wallRole = (screen: ScreenNumber): WindowRole => ({ role: 'wall', screen });
export const screenNumbers: readonly ScreenNumber[] = [1, 2, 3, 4];

/** Stable name of a window: key of its bounds, of its screenshot, of its address. */
export const windowName = (role: WindowRole): string => (role.role === 'console' ? 'console' : `wall-${role.screen}`);

/** The page of the bundle: a window loads only the code of its own. */
export const windowPage = ({ role }: WindowRole): string => (role === 'console' ? 'index.html' : 'wall.html');

/** The part of the address after `#` that tells the page which window it is. */
export const windowRoute = (role: WindowRole): string =>
  role.role === 'console' ? '/console' : `/wall/${role.screen}`;
