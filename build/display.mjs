import { spawn } from 'node:child_process';
import { stop } from './run.mjs';
import { StartTrouble } from './trouble.mjs';

/**
 * A virtual display of 1920x1080. Xvfb itself picks a free number and says it; it ends with us.
 * @param {{ endsWithLastWindow?: boolean }} [options] endsWithLastWindow: so that a killed start leaves no display behind
 * @returns {Promise<{display: string, stop: () => void}>}
 */
export const startVirtualDisplay = async (options = {}) => {
  const server = spawn(
    'Xvfb',
    [
      '-displayfd',
      '3',
      '-screen',
      '0',
      '1920x1080x24',
      '-nolisten',
      'tcp',
      options.endsWithLastWindow ? '-terminate' : '-noreset',
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  let complaint = '';
  server.stderr?.on('data', (part) => {
    complaint = (complaint + part).slice(-2000);
  });
  /** @param {string} why */
  const trouble = (why) =>
    new StartTrouble(
      'The virtual display (Xvfb) did not start.',
      why,
      'Try: Xvfb :99 -screen 0 1920x1080x24, then DISPLAY=:99 npm start',
    );
  const number = await new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => reject(trouble('It did not answer within 15 s.')), 15_000);
    server.stdio[3]?.on('data', (part) => {
      said += part;
      if (said.includes('\n')) {
        clearTimeout(limit);
        resolve(said.trim());
      }
    });
    server.once('error', (error) => reject(trouble(error.message)));
    server.once('exit', () => reject(trouble(complaint.trim() || 'It ended at once.')));
  });
  // Not among the children that are stopped on a signal: the app's windows must close before their display does. It does
  // not keep this script alive either, and is stopped at its very end.
  server.unref();
  const end = () => stop(server);
  process.once('exit', end);
  return { display: `:${number}`, stop: end };
};
