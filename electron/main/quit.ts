import type { App } from 'electron';
import type { MainLog } from './main-log.ts';

/**
 * Runs these, one after the other, before the app goes; a second wish to quit does not run them twice. A signal ends the
 * app through `quit`: nobody is there to be asked.
 */
export const stopBeforeQuit = (
  app: App,
  log: MainLog,
  quit: () => void,
  steps: readonly (() => Promise<void>)[],
): void => {
  let isStopping = false;
  app.on('will-quit', (event) => {
    event.preventDefault();
    if (isStopping) return;
    isStopping = true;
    const all = async (): Promise<void> => {
      for (const step of steps) await step();
    };
    all()
      .catch((error: unknown) => log.note(`while closing: ${error instanceof Error ? error.message : String(error)}`))
      .finally(() => {
        log.note('closed');
        app.exit(0);
      });
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, quit);
};

/** `npm start` holds our standard input open for as long as it lives: when it is killed, the app closes by itself. */
export const quitWithStdin = (quit: () => void): void => {
  if (process.env.TMINUS_QUIT_WITH_STDIN !== '1') return;
  process.stdin.on('error', () => undefined);
  process.stdin.once('end', quit);
  process.stdin.resume();
};
