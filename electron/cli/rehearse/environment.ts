import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { z } from 'zod';

const program = fileURLToPath(new URL('../../rehearsal/main.ts', import.meta.url));
/**
 * Its own cluster is up in seconds. On another one the pods of a whole world have to start: it waits two minutes for them, says
 * how many have, and takes the world away again, before anybody else gives up.
 */
const READY_LIMIT_MS = { own: 60_000, other: 200_000 } as const;

const Ready = z.looseObject({
  ready: z.literal(true),
  faultsUrl: z.string(),
  faultsToken: z.string().optional(),
  caFile: z.string(),
  clock: z.object({ startedAtReal: z.number(), startedAtLaunch: z.number(), speed: z.number() }),
});
export type Environment = {
  /** What the environment said when it was ready. */
  readonly ready: z.infer<typeof Ready>;
  inject(fault: Readonly<Record<string, unknown>>): Promise<void>;
  clearFaults(): Promise<void>;
  stop(): Promise<void>;
};

/** Starts the rehearsal environment as a process of its own; it ends with us. */
export async function startEnvironment(options: {
  readonly dir: string;
  readonly speed: number;
  /** Whose world is made on a cluster that isn't its own; its own has them all. */
  readonly pack: string;
  readonly namespace: string;
  readonly kubeconfig: string | null;
}): Promise<Environment> {
  const { dir, speed, pack, namespace, kubeconfig } = options;
  const elsewhere =
    kubeconfig === null
      ? []
      : ['--kubeconfig', kubeconfig, '--namespace', namespace, '--world', pack, '--create-world', '--remove-world'];
  const args = [program, '--dir', dir, '--speed', String(speed), ...elsewhere];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = Ready.parse(
    JSON.parse(await firstLine(child, kubeconfig === null ? READY_LIMIT_MS.own : READY_LIMIT_MS.other)),
  );
  const agent = new Agent({ connect: { ca: readFileSync(ready.caFile) } });
  const headers = {
    'content-type': 'application/json',
    ...(ready.faultsToken === undefined ? {} : { authorization: `Bearer ${ready.faultsToken}` }),
  };
  return {
    ready,
    inject: async (fault) => {
      const answer = await request(ready.faultsUrl, {
        method: 'POST',
        dispatcher: agent,
        headers,
        body: JSON.stringify(fault),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(`The fault could not be injected: ${answer.statusCode} ${text}`);
    },
    clearFaults: async () => {
      const answer = await request(ready.faultsUrl, { method: 'DELETE', dispatcher: agent, headers });
      await answer.body.dump();
    },
    stop: async () => {
      await agent.close();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      // It may have a namespace to remove.
      const limit = setTimeout(() => child.kill('SIGKILL'), 30_000);
      await gone;
      clearTimeout(limit);
    },
  };
}

const firstLine = (child: ChildProcess, limitMs: number): Promise<string> =>
  new Promise((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`The rehearsal environment was not ready within ${limitMs / 1000} s.`));
    }, limitMs);
    const { stdout } = child;
    if (stdout === null) throw new Error('The rehearsal environment has no output.');
    const lines = createInterface({ input: stdout });
    lines.on('line', (line) => {
      if (!line.startsWith('{')) return;
      clearTimeout(limit);
      resolve(line);
    });
    child.once('exit', (code) => {
      clearTimeout(limit);
      reject(new Error(`The rehearsal environment ended with code ${code} before it was ready.`));
    });
  });
