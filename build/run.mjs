import { spawn } from 'node:child_process';
import { StartTrouble } from './trouble.mjs';

/** Children that run now; stopped, by their own process group, when this script is told to stop. */
const running = new Set();

/**
 * Ends a child and what it started. Never by name: only by the id of the process group that we made.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export const stop = (child, signal = 'SIGTERM') => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
};

/** How a child wants to be asked to end, where that is not a signal. */
const gentle = new WeakMap();

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {() => void} ask
 */
export const askToEnd = (child, ask) => {
  gentle.set(child, ask);
};

/** On a signal nothing new is started any more. */
let isEnding = false;

/** On Ctrl-C or a kill: ask every child to end, give them 10 s, then go with the usual exit code. */
export const stopChildrenOnSignals = () => {
  /** @type {[NodeJS.Signals, number][]} */
  const signals = [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ];
  for (const [signal, code] of signals) {
    process.on(signal, () => {
      isEnding = true;
      for (const child of running) (gentle.get(child) ?? (() => stop(child)))();
      const end = Date.now() + 10_000;
      const wait = setInterval(() => {
        if (running.size > 0 && Date.now() < end) return;
        clearInterval(wait);
        for (const child of running) stop(child, 'SIGKILL');
        process.exit(code);
      }, 50);
    });
  }
};

/**
 * Keeps a child in the list of what has to be stopped with us.
 * @template {import('node:child_process').ChildProcess} T
 * @param {T} child
 * @returns {T}
 */
export const tracked = (child) => {
  running.add(child);
  child.once('exit', () => running.delete(child));
  child.once('error', () => running.delete(child));
  return child;
};

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {number} [limitMs] the process is stopped after this time
 * @property {string} [progress] said every 10 s while it runs, with the seconds so far
 * @property {boolean} [show] its output goes straight to the screen
 */

/**
 * Runs a program to its end. Never a shell, except on Windows where npm is a command script.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{code: number, output: string, timedOut: boolean}>} output: the last 20,000 characters of both streams
 */
export const run = (program, args, options = {}) =>
  new Promise((resolve, reject) => {
    // Left open: what wants it is about to end.
    if (isEnding) return;
    const began = Date.now();
    const child = tracked(
      spawn(program, args, {
        cwd: options.cwd,
        env: { ...(options.env ?? process.env), ...(options.show ? {} : { NO_COLOR: '1', FORCE_COLOR: '0' }) },
        stdio: options.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        shell: process.platform === 'win32' && /\.cmd$/.test(program),
      }),
    );
    let output = '';
    let timedOut = false;
    /** @param {Buffer} part */
    const keep = (part) => {
      output = (output + part).slice(-20_000);
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const ticking = setInterval(() => {
      if (options.progress) console.log(`  ${options.progress} (${Math.round((Date.now() - began) / 1000)} s)`);
    }, 10_000);
    const limit = setTimeout(() => {
      timedOut = true;
      stop(child);
      setTimeout(() => stop(child, 'SIGKILL'), 3000).unref();
    }, options.limitMs ?? 2_147_000_000);
    const end = () => {
      clearInterval(ticking);
      clearTimeout(limit);
    };
    child.once('error', (error) => {
      end();
      reject(
        new StartTrouble(
          `The program "${program}" could not be started.`,
          error.message,
          `Install "${program}" or put it on the PATH.`,
        ),
      );
    });
    child.once('close', (code, signal) => {
      end();
      resolve({ code: code ?? (signal ? 128 : 1), output, timedOut });
    });
  });

/** The npm client of this machine. */
export const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

/**
 * The last lines of a program's output, for an error message.
 * @param {string} output
 * @param {number} [count]
 */
export const lastLines = (output, count = 8) => output.trim().split('\n').slice(-count).join('\n              ');
