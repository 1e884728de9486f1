/**
 * Loaded into a tested Electron before the app's own code: holds back that it is ready until Playwright is attached and
 * says so by its `__playwright_run`. Attached while the first window's page is just being swapped for the next, it loses
 * an answer and waits for it for ever, about once in a hundred starts on a busy machine (Playwright 29386). Playwright's
 * own loader does the same, but only for an Electron it finds by itself, and with switches that a user's Electron lacks.
 */
const { app } = require('electron');

const attached = new Promise((resolve) => {
  globalThis.__playwright_run = resolve;
});
const ready = app.whenReady();
const both = Promise.all([ready, attached]).then(() => undefined);
app.whenReady = () => both;
