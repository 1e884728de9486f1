/**
 * First script of an Electron that is measured: loads what is measured (TMINUS_BENCH_MAIN), runs in main what the bench
 * asks for, and says when a page has painted what TMINUS_BENCH_PAINTED names. It lies in no bundle: only the bench knows it.
 */
const electron = require('electron');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { runInThisContext } = require('node:vm');

/** Loop delay of main; the bench resets and reads it. */
const loop = monitorEventLoopDelay({ resolution: 1 });
const tools = { electron, loop };

/** @type {(message: unknown) => void} */
const say = (message) => {
  if (process.connected) process.send?.(message);
};
// Without the bench nobody would end us.
process.on('disconnect', () => electron.app.exit(0));
process.on('message', (/** @type {{ id: number, source: string, input: unknown }} */ { id, source, input }) => {
  Promise.resolve()
    .then(() => runInThisContext(`(${source})`)(tools, input))
    .then((value) => say({ id, value }))
    .catch((/** @type {unknown} */ error) => say({ id, error: error instanceof Error ? error.stack : String(error) }));
});

/**
 * In a page: looks once in each frame until all selectors match, and gives the epoch ms at which that frame was painted.
 * @param {readonly string[]} selectors
 */
const paintedAt = (selectors) =>
  new Promise((resolve) => {
    const look = () => {
      if (!selectors.every((selector) => document.querySelector(selector) !== null)) requestAnimationFrame(look);
      // A task that comes after the frame's own: by then it is drawn.
      else setTimeout(() => resolve(performance.timeOrigin + performance.now()), 0);
    };
    requestAnimationFrame(look);
  });

/** @type {Readonly<Record<string, readonly string[]>>} name of the moment -> selectors */
const moments = JSON.parse(process.env.TMINUS_BENCH_PAINTED ?? '{}');
electron.app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    for (const [moment, selectors] of Object.entries(moments)) {
      contents
        .executeJavaScript(`(${paintedAt})(${JSON.stringify(selectors)})`)
        .then((at) => say({ moment, at, url: contents.getURL() }))
        .catch(() => undefined);
    }
  });
});

// Flags of V8 that main gives its windows are left out.
if (process.env.TMINUS_BENCH_USUAL_HEAPS !== undefined) {
  const { commandLine } = electron.app;
  const append = commandLine.appendSwitch.bind(commandLine);
  commandLine.appendSwitch = (name, value) => (name === 'js-flags' ? undefined : append(name, value));
}

require(process.env.TMINUS_BENCH_MAIN ?? '');
