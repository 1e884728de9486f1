import { BadUsage, readCommandLine, USAGE } from './options.ts';
import { startRehearsal } from './start.ts';

const PARENT_LOOK_MS = 1_000;

/** Calls `stop` once, at the first sign that nobody needs the environment any more. */
function stopWhenAlone(isDetached: boolean, stop: () => Promise<void>): void {
  let isStopping = false;
  const end = () => {
    if (isStopping) return;
    isStopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(
          'The rehearsal environment could not stop cleanly:',
          error instanceof Error ? error.message : error,
        );
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (isDetached) return;
  process.stdin.on('end', end);
  process.stdin.on('close', end);
  process.stdin.on('error', end);
  process.stdin.resume();
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, PARENT_LOOK_MS);
}

async function main(): Promise<void> {
  const { options, isDetached } = readCommandLine(process.argv.slice(2));
  const starting = startRehearsal(options);
  // Also while it still starts: a world half made on a real cluster is taken away again.
  stopWhenAlone(isDetached, async () => (await starting).stop());
  const rehearsal = await starting;
  process.stdout.write(`${JSON.stringify(rehearsal.addresses)}\n`);
}

main().catch((error: unknown) => {
  const isUsage = error instanceof BadUsage;
  console.error(
    isUsage
      ? `${error.message}\n${USAGE}`
      : `The rehearsal environment could not start: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exit(isUsage ? 2 : 1);
});
