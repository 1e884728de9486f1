import type { Pushes } from '#shared/contract/calls.ts';
import { keepAwake } from '#shared/views/keep-awake.ts';
import type { Clock } from '../clock.ts';
import type { Dispatcher } from '../dispatcher/dispatcher.ts';

/** By the clock alone it changes an hour before T-0 and at Handoff: looking this often is enough, real ms. */
const LOOK_MS = 5000;
/** Not in the turn in which windows wait for the launch, real ms: the first look makes formats, which takes 30 ms. */
const FIRST_LOOK_MS = 100;

/** Tells main whether the machine has to stay awake and what a quit would interrupt (product §10), each time that changes. */
export function watchAwake(
  dispatcher: Pick<Dispatcher, 'state' | 'listen'>,
  clock: Pick<Clock, 'now'>,
  tell: (awake: Pushes['launch.awake']) => void,
): { readonly stop: () => void } {
  let told = '';
  const look = (): void => {
    const awake = keepAwake(dispatcher.state, clock.now());
    const next = JSON.stringify(awake);
    if (next === told) return;
    told = next;
    tell(awake);
  };
  // A tick later: the dispatcher's turn is over by then.
  const unlisten = dispatcher.listen(() => setImmediate(look));
  const timer = setInterval(look, LOOK_MS);
  const first = setTimeout(look, FIRST_LOOK_MS);
  return {
    stop: () => {
      unlisten();
      clearTimeout(first);
      clearInterval(timer);
      // The launch is closed: nothing keeps the machine awake, nothing is interrupted.
      tell({ isAwake: false, why: 'no launch is open', busyWith: null });
    },
  };
}
