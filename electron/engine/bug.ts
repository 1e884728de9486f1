import { randomBytes } from 'node:crypto';

/** A bug of ours: said with an id where the engine's output goes. The engine goes on; the id is what a person is told. */
export function reportBug(error: unknown): string {
  const id = randomBytes(4).toString('hex');
  console.error(`bug ${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return id;
}
