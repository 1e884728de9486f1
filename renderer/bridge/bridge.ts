import type { CallInput, CallName, CallOutput, Pushes, PushName } from '#shared/contract/calls.ts';
import type { Envelope } from '#shared/contract/envelope.ts';
import type { WindowCallInput, WindowCallName, WindowCallOutput } from '#shared/contract/window-calls.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import type {} from './tminus.ts';

const unreachable = (cause: unknown): Trouble => ({
  kind: 'fault',
  cause: 'unreachable',
  message: `The console's engine did not answer${cause instanceof Error ? `: ${cause.message}` : '.'}`,
  hint: 'It is being started again by itself; try again when the notice is gone.',
  retryable: true,
});

/** Asks the engine. Never throws: an engine that is away is a fault like any other. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<Envelope<CallOutput<N>>> {
  try {
    // The engine answers what the contract says: this is the one place where that is taken on trust.
    return (await window.tminus.call(name, input)) as Envelope<CallOutput<N>>;
  } catch (cause) {
    return { ok: false, trouble: unreachable(cause) };
  }
}

/** Asks main about windows and this machine: open a link, a file. */
export async function askMain<N extends WindowCallName>(
  name: N,
  input: WindowCallInput<N>,
): Promise<Envelope<WindowCallOutput<N>>> {
  try {
    // As above: main answers what its contract says.
    return (await window.tminus.call(name, input)) as Envelope<WindowCallOutput<N>>;
  } catch (cause) {
    return { ok: false, trouble: unreachable(cause) };
  }
}

/** Listens to a push; what comes back ends it. */
export function on<N extends PushName>(name: N, listener: (data: Pushes[N]) => void): () => void {
  return window.tminus.on(name, listener);
}
