import { utilityProcess } from 'electron';
import { byLine, type EngineHost, type EngineLaunch } from './engine-host.ts';

/** The engine inside Electron's own kind of child process, where its Node is new enough. */
export const utilityHost =
  (launch: EngineLaunch): EngineHost =>
  () => {
    const child = utilityProcess.fork(launch.file, [...launch.args], {
      serviceName: 'Tminus engine',
      stdio: 'pipe',
      env: { ...launch.env },
    });
    let lastWords = '';
    const heard = byLine((line) => {
      lastWords = line;
      launch.onLine(line);
    });
    child.stdout?.on('data', heard);
    child.stderr?.on('data', heard);
    let isGone = false;
    child.once('exit', () => {
      isGone = true;
    });
    return {
      get pid() {
        return child.pid;
      },
      send: (message) => {
        if (isGone) return false;
        child.postMessage(message);
        return true;
      },
      onMessage: (listener) => {
        child.on('message', listener);
      },
      onExit: (listener) => {
        child.once('exit', (code) =>
          listener(`The engine ended with code ${code}${lastWords === '' ? '' : `: ${lastWords.slice(0, 300)}`}.`),
        );
      },
      kill: () => {
        child.kill();
      },
    };
  };
