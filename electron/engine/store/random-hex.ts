import { randomFillSync } from 'node:crypto';

const pool = Buffer.alloc(16 * 256);
let used = pool.length;

/** 16 random bytes as 32 hex digits, from a pool: asking the system for each costs more than hashing an event. */
export function randomHex(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 16;
  const hex = pool.toString('hex', used - 16, used);
  pool.fill(0, used - 16, used);
  return hex;
}
