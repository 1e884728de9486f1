import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { request } from 'undici';
import { type Connections, connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { type Connection, connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';

const program = fileURLToPath(new URL('../../electron/rehearsal/main.ts', import.meta.url));

/** The rehearsal environment as a process of its own with a namespace of very many pods, and a way to that namespace. */
export type CrowdedWorld = {
  readonly settings: Connections;
  readonly connection: Connection;
  inject(fault: object): Promise<void>;
  /** Asks for something of the namespace, bare; the body is still to be read. */
  get(path: string): ReturnType<typeof request>;
  end(): Promise<void>;
};

export async function crowdedWorld(folder: string, pods: number): Promise<CrowdedWorld> {
  const args = [program, '--dir', join(folder, 'environment'), '--crowd', String(pods)];
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ready = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', resolve);
    child.once('exit', () => reject(new Error('The rehearsal environment ended before it was ready.')));
  });
  const settings = { ...connectionsFromRehearsal(ready), namespace: 'crowd' };
  const connected = await connectKubernetes(settings);
  if (!connected.ok) throw new Error(connected.error.message);
  const connection = connected.value;
  const { faultsUrl }: { faultsUrl: string } = JSON.parse(ready);
  return {
    ...{ settings, connection },
    async inject(fault) {
      // Its certificate is of the same authority as the cluster's.
      const { agent } = await connection.streams();
      const answer = await request(faultsUrl, { method: 'POST', dispatcher: agent, body: JSON.stringify(fault) });
      const said = await answer.body.text();
      if (answer.statusCode >= 300) throw new Error(said);
    },
    async get(path) {
      const { agent, headers } = await connection.streams();
      return request(`${connection.place.server}${path}`, { dispatcher: agent, headers });
    },
    async end() {
      connection.close();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    },
  };
}
