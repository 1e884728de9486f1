/**
 * `npm start`: gets what is missing (packages, Node 24, an Electron, on Debian-like systems its libraries and a virtual
 * display), builds what has changed, and opens the app. Runs on any Node from 18 on, without any package.
 * What follows `--` goes to the app: `npm start -- --wall`.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { relative } from 'node:path';
import { ensureBundle } from './bundle.mjs';
import { startVirtualDisplay } from './display.mjs';
import { describeElectron } from './electron.mjs';
import { inTree, root } from './paths.mjs';
import { prepare } from './prepare.mjs';
import { askToEnd, stopChildrenOnSignals, tracked } from './run.mjs';
import { hasDisplay } from './system.mjs';
import { explain, StartTrouble } from './trouble.mjs';

/**
 * Runs the app until it ends.
 * @param {string} program the Electron
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
const runApp = (program, env) =>
  new Promise((resolve, reject) => {
    // Chromium refuses its sandbox to root; for everybody else it stays on.
    const noSandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const app = tracked(
      spawn(program, [...noSandbox, root, ...process.argv.slice(2)], {
        // The open standard input tells the app that we are alive.
        stdio: ['pipe', 'inherit', 'pipe'],
        env: { ...env, TMINUS_QUIT_WITH_STDIN: '1' },
        detached: process.platform !== 'win32',
      }),
    );
    app.stderr?.on('data', (part) => {
      const lines = String(part).split('\n');
      for (const line of lines) if (line.trim() && !isNoise(line)) console.error(line);
    });
    app.once('error', (error) =>
      reject(
        new StartTrouble(
          'Electron could not be started.',
          error.message,
          'Remove the cache folder of Tminus and try again.',
        ),
      ),
    );
    // It closes its log and its engine when it sees our end of the pipe close.
    askToEnd(app, () => app.stdin?.end());
    app.once('exit', (code, signal) => {
      resolve(code ?? (signal ? 1 : 0));
    });
  });

/** What Chromium says on every machine without a desktop; it frightens and helps nobody. */
const noise = [
  /bus/i,
  /gpu_|gl_|vulkan|angle|egl|command_buffer|shared_image|raster_buffer/i,
  /viz_main_impl/,
  /libva/i,
  /font/i,
];

/** @param {string} line */
const isNoise = (line) => /^\[\d+:\d+\/[\d.]+:/.test(line) && noise.some((kind) => kind.test(line));

const main = async () => {
  stopChildrenOnSignals();
  const { node, electron } = await prepare();
  await ensureBundle(node);
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, TMINUS_NODE: node };
  if (!hasDisplay()) {
    const { display } = await startVirtualDisplay({ endsWithLastWindow: true });
    const folder = inTree('out', 'screenshots');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    Object.assign(env, { DISPLAY: display, TMINUS_SCREENSHOTS: folder });
    console.log(`There is no display here: the windows open on a virtual one (${display}).`);
    console.log(`Look at them in ${relative(process.cwd(), folder)}/, renewed every 3 s.`);
  }
  console.log(`Opening Tminus on ${describeElectron(electron)}. Ctrl-C ends it.`);
  return runApp(electron.program, env);
};

main().then(
  (code) => process.exit(code),
  (error) => process.exit(explain(error)),
);
