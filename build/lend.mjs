/**
 * For tests that open the app by themselves: has everything ready (as `npm start` has), says in one line of JSON where it
 * is, and holds a virtual display, where there is none, until its standard input ends.
 */
import { ensureBundle } from './bundle.mjs';
import { startVirtualDisplay } from './display.mjs';
import { prepare } from './prepare.mjs';
import { hasDisplay } from './system.mjs';
import { explain } from './trouble.mjs';

// Progress goes to the other stream: the first line of ours is the answer.
console.log = console.error;

const lend = async () => {
  // The display outlives the app that a signal to all of us ends: only when the borrower is gone it goes, too.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => undefined);
  process.stdin.on('end', () => process.exit(0)).resume();
  const { node, electron } = await prepare();
  await ensureBundle(node);
  const display = hasDisplay() ? undefined : (await startVirtualDisplay()).display;
  process.stdout.write(`${JSON.stringify({ node, electron: electron.program, display })}\n`);
};

lend().catch((error) => process.exit(explain(error)));
