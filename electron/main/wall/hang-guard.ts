import type { BrowserWindow } from 'electron';

const askEveryMs = 5000;
const answerLimitMs = 10_000;
/** A page that is still loading after so long won't stand by itself. */
const loadingLimitMs = 30_000;

/**
 * Sees that a page has stopped answering. Chromium says so only when somebody types into it, and nobody types into a
 * wall: it is asked for an answer every 5 s, and one that does not come within 10 s is a hang; so is a page that has been
 * loading for 30 s. A machine that slept in between is asked once more.
 */
export function guardAgainstHangs(window: BrowserWindow, onHung: () => void): void {
  const { webContents: contents } = window;
  let askedAt: number | null = null;
  const answered = (): void => {
    askedAt = null;
  };
  const ask = (now: number): void => {
    askedAt = now;
    // Out of the page's own world: nothing there can answer in its place.
    contents.executeJavaScriptInIsolatedWorld(1, [{ code: '1' }]).then(answered, answered);
  };
  let lookedAt = Date.now();
  let loadingSince: number | null = null;
  const hung = (): void => {
    answered();
    loadingSince = null;
    onHung();
  };
  const timer = setInterval(() => {
    const now = Date.now();
    const hasSlept = now - lookedAt > 2 * askEveryMs;
    lookedAt = now;
    // A debugger that stops the page is no hang.
    if (contents.isCrashed() || contents.isDevToolsOpened() || hasSlept) {
      loadingSince = null;
      return answered();
    }
    if (contents.isLoading()) {
      loadingSince ??= now;
      return now - loadingSince < loadingLimitMs ? answered() : hung();
    }
    loadingSince = null;
    if (askedAt === null) return ask(now);
    if (now - askedAt >= answerLimitMs) hung();
  }, askEveryMs);
  window.once('closed', () => clearInterval(timer));
}
