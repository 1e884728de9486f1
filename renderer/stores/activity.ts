import { call } from '../bridge/bridge.ts';
import { useSession } from './session.ts';

/** The engine is told at most this often that somebody is here, milliseconds. */
export const TOUCH_MS = 20_000;
const signs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/**
 * Tells the engine that somebody does something at this window, so that its session isn't locked for being idle. Says
 * nothing while nobody is signed in. What comes back ends it.
 */
export function watchActivity(target: EventTarget = window): () => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = (): void => {
    const now = Date.now();
    if (useSession.getState().person === null || now - toldAt < TOUCH_MS) return;
    toldAt = now;
    void call('identity.touch', {});
  };
  for (const sign of signs) target.addEventListener(sign, tell, { passive: true, capture: true });
  return () => {
    for (const sign of signs) target.removeEventListener(sign, tell, { capture: true });
  };
}
