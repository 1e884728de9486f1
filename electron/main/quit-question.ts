import type { Dialog } from 'electron';

type Held = { preventDefault(): void };
interface Closing {
  on(event: 'close', listener: (event: Held) => void): unknown;
}
/** Electron's app, as far as it is needed. */
interface Quitting {
  on(event: 'before-quit', listener: (event: Held) => void): unknown;
  on(event: 'browser-window-created', listener: (event: unknown, window: Closing) => void): unknown;
  quit(): void;
}

/** Whether the app may go. */
export interface QuitQuestion {
  /** Quits without asking: the system or whoever started us ends us, and nobody is there to answer. */
  quitUnasked(): void;
}

const options = (busyWith: string) => ({
  type: 'warning' as const,
  title: 'Quit Tminus?',
  message: 'Quit Tminus now?',
  detail: busyWith,
  buttons: ['Stay', 'Quit'],
  defaultId: 0,
  cancelId: 0,
  noLink: true,
});

/**
 * Quitting during an action or an open decision asks, and says what goes on (product §10). Staying is the default. The
 * last window to be closed asks too, before it goes.
 */
export const askBeforeQuit = (parts: {
  readonly app: Quitting;
  readonly dialog: Pick<Dialog, 'showMessageBox'>;
  /** What a quit would leave to itself; null when nothing. */
  readonly busyWith: () => string | null;
  /** How many windows people see. */
  readonly openWindows: () => number;
  readonly note: (line: string) => void;
}): QuitQuestion => {
  const { app, busyWith } = parts;
  let isAgreed = false;
  let isAsking = false;

  const ask = async (busy: string): Promise<void> => {
    if (isAsking) return;
    isAsking = true;
    const { response } = await parts.dialog.showMessageBox(options(busy)).finally(() => {
      isAsking = false;
    });
    parts.note(`quitting while busy: ${response === 1 ? 'agreed' : 'stayed'}`);
    if (response !== 1) return;
    isAgreed = true;
    app.quit();
  };
  const hold = (event: Held): void => {
    const busy = isAgreed ? null : busyWith();
    if (busy === null) return;
    event.preventDefault();
    ask(busy).catch((error: unknown) => parts.note(`could not ask: ${String(error)}`));
  };

  app.on('before-quit', hold);
  app.on('browser-window-created', (_event, window) => {
    window.on('close', (event) => {
      if (parts.openWindows() <= 1) hold(event);
    });
  });
  return {
    quitUnasked: () => {
      isAgreed = true;
      app.quit();
    },
  };
};
