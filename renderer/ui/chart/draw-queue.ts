/** What draws itself when its turn comes. */
export type Drawn = { draw(): void };

/** In the order in which they asked. */
const waiting = new Set<Drawn>();
let frame = 0;

/** A wall of 24 is drawn within 0.2 s and makes no frame late; one alone in each frame would be composed twice as often. */
const IN_ONE_FRAME = 3;

/** What a canvas costs is mostly not the drawing but its painting afterwards, which no clock around the drawing sees: so they are counted. */
function drawSome(): void {
  try {
    for (const one of [...waiting].slice(0, IN_ONE_FRAME)) {
      waiting.delete(one);
      one.draw();
    }
  } finally {
    frame = waiting.size > 0 ? requestAnimationFrame(drawSome) : 0;
  }
}

/** Draws it in one of the next frames, once however often it is asked for; a window that can't be seen has no frames. */
export function drawSoon(one: Drawn): void {
  waiting.add(one);
  if (frame === 0) frame = requestAnimationFrame(drawSome);
}

/** What is gone has nothing to draw. */
export const forget = (one: Drawn): void => void waiting.delete(one);
