import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Connection } from '#engine/adapters/kubernetes/connection.ts';
import { follow } from '#engine/adapters/kubernetes/feed/follow.ts';
import { crowdedWorld } from './crowded-world.ts';
import { msOf, type Row } from './row.ts';

const pods = 5_000;
const mostBlockMs = 100;
const mostKeptMegabytes = 12;

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
const heapMegabytes = (): number => {
  collect();
  return process.memoryUsage().heapUsed / 1_048_576;
};

/** Lists the pods as the feed does, and gives what ends it. */
async function listed(connection: Connection): Promise<() => Promise<void>> {
  const abort = new AbortController();
  let following: ReturnType<typeof follow> | undefined;
  await new Promise<void>((resolve, reject) => {
    const waitMs = (_: number, { message }: { readonly message: string }) => {
      reject(new Error(message));
      return 1_000;
    };
    following = follow(connection, { kinds: ['Pod'], changed: () => resolve(), waitMs, signal: abort.signal });
  });
  if (following?.objects('Pod').size !== pods) throw new Error(`${following?.objects('Pod').size} pods were listed`);
  return async () => {
    abort.abort();
    await following?.ended;
  };
}

export const row: Row = {
  title: 'a namespace of 5,000 pods (36 MB) is listed',
  figures: [
    { name: 'until all are kept', floorIs: 'one raw GET of the same list', unit: 'ms', goal: 3 },
    { name: 'longest block of the loop', floorIs: 'the most it may be', unit: 'ms', goal: 1 },
    { name: 'kept in memory', floorIs: 'the most it may be', unit: 'MB', goal: 1 },
  ],
  prepare: async (folder) => {
    const { connection, get, end } = await crowdedWorld(folder, pods);
    return {
      sample: async () => {
        const floor = await msOf(async () => {
          const { body } = await get('/api/v1/namespaces/crowd/pods');
          for await (const _ of body);
        });
        const before = heapMegabytes();
        const delay = monitorEventLoopDelay({ resolution: 1 });
        delay.enable();
        let stop = async (): Promise<void> => undefined;
        const ours = await msOf(async () => {
          stop = await listed(connection);
        });
        delay.disable();
        const kept = heapMegabytes() - before;
        await stop();
        return [
          { floor, ours },
          { floor: mostBlockMs, ours: delay.max / 1e6 },
          { floor: mostKeptMegabytes, ours: kept },
        ];
      },
      end,
    };
  },
};
