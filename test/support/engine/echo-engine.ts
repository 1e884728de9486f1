/**
 * Stands in for the engine where only main's side is tested: a real process that speaks the real messages.
 * - echo: comes back with what arrived; hang: never; die: ends the process with code 7; slow: after 300 ms
 * - push: pushes `input` to the caller's window, broadcast: to all; closed: the connections that have gone
 */
import process from 'node:process';
import type { FromEngine, ToEngine } from '#shared/contract/envelope.ts';

const closed: string[] = [];
const tell = (message: FromEngine): void => {
  process.send?.(message);
};

process.on('disconnect', () => process.exit(0));
process.on('message', (message: ToEngine) => {
  if (message.kind === 'stop') process.exit(0);
  if (message.kind === 'closed') {
    closed.push(message.connection);
    return;
  }
  if (message.kind !== 'call') return;
  const { id, name, input, connection, mayAct } = message;
  const reply = (value: unknown): void => tell({ kind: 'reply', id, envelope: { ok: true, value } });
  if (name === 'test.die') {
    console.error('asked to die');
    process.exit(7);
  }
  if (name === 'test.hang') return;
  if (name === 'test.slow') setTimeout(() => reply('late'), 300);
  else if (name === 'test.closed') reply(closed);
  else if (name === 'test.pid') reply(process.pid);
  else if (name === 'test.push' || name === 'test.broadcast') {
    tell({ kind: 'push', name: 'test.pushed', data: input, ...(name === 'test.push' ? { connection } : {}) });
    reply(null);
  } else reply({ name, input, connection, mayAct });
});

if (!process.argv.includes('--never-ready')) tell({ kind: 'ready', pid: process.pid, node: process.versions.node });
