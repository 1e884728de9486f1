/** The least that could be there: one window that says hello, or as many empty ones, where and as large as ours are. */
const { app, BrowserWindow } = require('electron');

/** @type {readonly import('electron').Rectangle[]} */
const places = JSON.parse(process.env.TMINUS_BENCH_PLACES ?? '[{"width":1440,"height":900}]');
app.setPath('userData', process.env.TMINUS_HOME ?? '');
app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  for (const place of places) {
    const window = new BrowserWindow({
      ...place,
      show: false,
      webPreferences: { sandbox: true, contextIsolation: true, backgroundThrottling: false },
    });
    window.once('ready-to-show', () => window.show());
    void window.loadURL('data:text/html,<!doctype html><title>floor</title><h1>Hello</h1>');
  }
});
