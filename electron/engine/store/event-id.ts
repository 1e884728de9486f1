import { randomHex } from './random-hex.ts';

/** A new UUIDv7 (RFC 9562): 48 bits of `at` (epoch ms), the rest random, so ids sort roughly by time. */
export function newEventId(at: number): string {
  const random = randomHex();
  const time = at.toString(16).padStart(12, '0');
  const variant = ((Number.parseInt(random.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(7, 19)}`;
}
