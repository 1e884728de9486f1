import { spawn } from 'node:child_process';
import type { FromEngine } from '#shared/contract/envelope.ts';
import { byLine, type EngineHost, type EngineLaunch } from './engine-host.ts';

/** V8 would set aside more than a hundred MB for young objects that the engine never has (performance.md, row 2). */
const smallHeap = ['--optimize-for-size', '--max-semi-space-size=2'];

/**
 * The engine as a child on a Node of its own, for an Electron whose Node is too old. The channel closes when main dies,
 * at which the engine goes too.
 * @param node path of a Node 24
 */
export const childHost =
  (node: string, launch: EngineLaunch): EngineHost =>
  () => {
    const child = spawn(node, [...smallHeap, launch.file, ...launch.args], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      serialization: 'advanced',
      env: { ...launch.env },
    });
    let lastWords = '';
    const heard = byLine((line) => {
      lastWords = line;
      launch.onLine(line);
    });
    child.stdout?.on('data', heard);
    child.stderr?.on('data', heard);
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => child.connected && child.send(message, () => undefined),
      onMessage: (listener) => {
        child.on('message', (message) => listener(message as FromEngine));
      },
      onExit: (listener) => {
        let told = false;
        const tell = (why: string): void => {
          if (told) return;
          told = true;
          listener(why);
        };
        child.once('error', (error) => tell(`The engine could not be started: ${error.message}`));
        child.once('close', (code, signal) => tell(endOf(code, signal, lastWords)));
      },
      kill: () => {
        child.kill('SIGKILL');
      },
    };
  };

const endOf = (code: number | null, signal: NodeJS.Signals | null, lastWords: string): string => {
  const how = signal === null ? `ended with code ${code}` : `was ended by ${signal}`;
  return `The engine ${how}${lastWords === '' || code === 0 ? '' : `: ${lastWords.slice(0, 300)}`}.`;
};
