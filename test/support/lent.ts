import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const Lent = z.object({ node: z.string(), electron: z.string(), display: z.string().optional() });
export type Lent = z.infer<typeof Lent>;

let asked: Promise<Lent> | undefined;

const ask = (): Promise<Lent> =>
  new Promise((resolve, reject) => {
    const script = fileURLToPath(new URL('../../build/lend.mjs', import.meta.url));
    // Its standard input closes with this process, and the display it holds goes with it.
    const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (part: Buffer) => {
      said += part.toString();
      const end = said.indexOf('\n');
      if (end >= 0) resolve(Lent.parse(JSON.parse(said.slice(0, end))));
    });
    child.once('exit', (code) => reject(new Error(`build/lend.mjs ended with code ${code}: see what it said above`)));
    child.unref();
    child.stdout.on('end', () => undefined);
  });

/** The Electron, the Node 24 and the display that tests use; made ready once for each test process. */
export const lent = (): Promise<Lent> => {
  asked ??= ask();
  return asked;
};
