import type { Readable } from 'node:stream';
import { LineSplitter } from './line-splitter.ts';

/**
 * Calls `onLine` with each line of a stream as it comes. Rejects where the stream breaks or ends in the midst of a line, and with
 * what `onLine` throws: nothing more is read then. Not by iteration: a promise for each part costs as much as parsing it.
 */
export function readLines(body: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = new LineSplitter();
  return new Promise((resolve, reject) => {
    const stop = (error: unknown): void => {
      reject(error);
      body.destroy();
    };
    body.on('data', (part: Buffer) => {
      try {
        if (!body.destroyed) lines.push(part, onLine);
      } catch (error) {
        stop(error);
      }
    });
    body.on('error', stop);
    body.on('end', () => {
      if (lines.isWhole) resolve();
      else stop(Object.assign(new Error('it ended in the midst of a line'), { code: 'UND_ERR_SOCKET' }));
    });
  });
}
