/** What draws itself when its turn comes. */
export type Drawn = { draw(): void };

/** In the order in which they asked. */
const waiting = new Set<Drawn>();
let frame = 0;

/**
 * One in each frame: what a canvas costs is mostly not the drawing but its painting afterwards, which no clock around
 * the drawing sees. 24 charts take 0.4 s of their second, and no frame is late.
 */
function drawNext(): void {
  const [next] = waiting;
  if (next !== undefined) waiting.delete(next);
  // Before the drawing, which may fail: the others have their turn all the same.
  frame = waiting.size > 0 ? requestAnimationFrame(drawNext) : 0;
  next?.draw();
}

/** Draws it in one of the next frames, once however often it is asked for; a window that can't be seen has no frames. */
export function drawSoon(one: Drawn): void {
  waiting.add(one);
  if (frame === 0) frame = requestAnimationFrame(drawNext);
}

/** What is gone has nothing to draw. */
export const forget = (one: Drawn): void => void waiting.delete(one);
