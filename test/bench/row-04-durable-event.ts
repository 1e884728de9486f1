import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { benchEvent, benchLog } from './bench-log.ts';
import { quantile, type Row, timeOf } from './row.ts';

const eventsPerSample = 400;

/** What the floor writes: as many bytes as an event is, header, data, salt and hash, appended to a plain file. */
const eventBytes = (n: number): Buffer =>
  Buffer.from(JSON.stringify(benchEvent(n)).padEnd(JSON.stringify(benchEvent(n)).length + 640, '0'));

export const row: Row = {
  title: 'one durable event (synchronous=FULL, hash chain), a command with one event each',
  figures: [
    { name: 'p50', floorIs: 'write and fdatasync of the same bytes', unit: 'ms', goal: 1.5 },
    { name: 'p99', floorIs: 'write and fdatasync of the same bytes', unit: 'ms', goal: 1.5 },
  ],
  prepare: async (folder) => {
    const log = benchLog(join(folder, 'launch.db'));
    const plain = openSync(join(folder, 'plain'), 'a');
    return {
      sample: async (turn) => {
        const floor: number[] = [];
        const ours: number[] = [];
        for (let n = turn * eventsPerSample; n < (turn + 1) * eventsPerSample; n += 1) {
          const bytes = eventBytes(n);
          const command = {
            commandId: randomUUID(),
            at: Date.now(),
            actor: 'person-1',
            events: [benchEvent(n)],
            effects: [],
          };
          floor.push(
            timeOf(() => {
              writeSync(plain, bytes);
              fdatasyncSync(plain);
            }),
          );
          ours.push(
            timeOf(() => {
              if (!log.append(command).ok) throw new Error('the bench log could not be written');
            }),
          );
        }
        return [0.5, 0.99].map((part) => ({ floor: quantile(floor, part), ours: quantile(ours, part) }));
      },
      end: async () => {
        log.close();
        closeSync(plain);
      },
    };
  },
};
