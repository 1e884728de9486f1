import type { BrowserWindow, WebContents } from 'electron';
import { type WindowRole, windowName } from './window-role.ts';

/** One loaded page of one window, as the engine knows it. */
export type Connection = {
  readonly id: string;
  readonly role: WindowRole;
  readonly contents: WebContents;
  /** Names of the pushes that the page listens to. */
  readonly hears: Set<string>;
};

/**
 * Gives each page that a window loads a connection of its own: a page that was reloaded, or whose process died, is a new
 * one, listens to nothing yet, and the session of the old one ends with it.
 */
export const createConnections = (onClosed: (connection: string) => void) => {
  const byContents = new Map<number, Connection>();
  let count = 0;

  const renew = (contents: WebContents, role: WindowRole): void => {
    const old = byContents.get(contents.id);
    count += 1;
    byContents.set(contents.id, { id: `${windowName(role)}#${count}`, role, contents, hears: new Set() });
    if (old !== undefined) onClosed(old.id);
  };

  return {
    /** Follows a window for its life. */
    follow: (window: BrowserWindow, role: WindowRole): void => {
      const { webContents: contents } = window;
      const { id } = contents;
      renew(contents, role);
      contents.on('did-start-navigation', (details) => {
        if (details.isMainFrame && !details.isSameDocument) renew(contents, role);
      });
      contents.on('render-process-gone', () => renew(contents, role));
      window.once('closed', () => {
        const last = byContents.get(id);
        byContents.delete(id);
        if (last !== undefined) onClosed(last.id);
      });
    },
    of: (contentsId: number): Connection | undefined => byContents.get(contentsId),
    all: (): readonly Connection[] => [...byContents.values()],
  };
};

export type Connections = ReturnType<typeof createConnections>;
