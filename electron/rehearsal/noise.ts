/** A number in [0, 1) that depends on its words alone: the same seed plays the same day again. */
export function chance(...words: readonly (string | number)[]): number {
  const text = words.join('\u0001');
  let hash = 2_166_136_261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16_777_619);
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 2_246_822_507);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 3_266_489_909);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 4_294_967_296;
}

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** A short name like those a cluster gives to pods and ReplicaSets, decided by `words`. */
export function shortName(length: number, ...words: readonly (string | number)[]): string {
  let name = '';
  for (let index = 0; index < length; index += 1) name += LETTERS[Math.floor(chance(...words, index) * LETTERS.length)];
  return name;
}

/** Noise that drifts instead of jumping: in [-1, 1], `period` steps between its turning points. */
export function drift(step: number, period: number, ...words: readonly (string | number)[]): number {
  const knot = Math.floor(step / period);
  const part = step / period - knot;
  const smooth = part * part * (3 - 2 * part);
  const from = chance(...words, knot);
  const to = chance(...words, knot + 1);
  return 2 * (from + (to - from) * smooth) - 1;
}
