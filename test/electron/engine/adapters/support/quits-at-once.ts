// A console that quits right after it has asked its program to end.
import { existsSync } from 'node:fs';
import { runGroup } from '#engine/adapters/commands/process-group.ts';

const [file = '', cwd = '', started = ''] = process.argv.slice(2);
const stop = new AbortController();
void runGroup({
  ...{ file, arguments: [], cwd, env: { PATH: process.env.PATH ?? '' }, graceMs: 5_000, drainMs: 100 },
  ...{ signal: stop.signal, heard: () => undefined },
});
setInterval(() => {
  if (!existsSync(started)) return;
  stop.abort();
  process.exit(0);
}, 20);
