import type { CallMessage, Envelope } from '#shared/contract/envelope.ts';

type Send = (message: CallMessage) => boolean;
type Pending = {
  readonly message: CallMessage;
  readonly resolve: (envelope: Envelope<unknown>) => void;
  isSent: boolean;
  timer: NodeJS.Timeout;
};

/** Calls that wait for an answer, or for an engine to be sent to. */
export interface PendingCalls {
  add(call: Omit<CallMessage, 'kind' | 'id'>, send: Send): Promise<Envelope<unknown>>;
  answer(id: number, envelope: Envelope<unknown>): void;
  /** A new engine is up: it gets what was never sent. */
  sendWaiting(send: Send): void;
  /** The engine died: what it had in hand gets this answer; what was never sent goes on waiting. */
  failSent(envelope: Envelope<never>): void;
}

/** @param failure the answer for a call whose time is over; told whether an engine ever had it */
export const createPendingCalls = (
  times: { readonly waitForEngineMs: number; readonly callLimitMs: number },
  failure: (wasSent: boolean) => Envelope<never>,
): PendingCalls => {
  const pending = new Map<number, Pending>();
  let lastId = 0;

  const answer = (id: number, envelope: Envelope<unknown>): void => {
    const call = pending.get(id);
    if (call === undefined) return;
    pending.delete(id);
    clearTimeout(call.timer);
    call.resolve(envelope);
  };

  const trySend = (call: Pending, send: Send): void => {
    if (!send(call.message)) return;
    call.isSent = true;
    clearTimeout(call.timer);
    call.timer = setTimeout(() => answer(call.message.id, failure(true)), times.callLimitMs);
  };

  return {
    add: (call, send) =>
      new Promise((resolve) => {
        lastId += 1;
        const id = lastId;
        const timer = setTimeout(() => answer(id, failure(false)), times.waitForEngineMs);
        const entry: Pending = { message: { kind: 'call', id, ...call }, resolve, isSent: false, timer };
        pending.set(id, entry);
        trySend(entry, send);
      }),
    answer,
    sendWaiting: (send) => {
      for (const call of pending.values()) if (!call.isSent) trySend(call, send);
    },
    failSent: (envelope) => {
      for (const [id, call] of pending) if (call.isSent) answer(id, envelope);
    },
  };
};
