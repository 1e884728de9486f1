import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Dispatcher, WebSocket } from 'undici';

/** Loki pings every second; when neither that nor a line comes for so long, the connection is dead. */
const SILENT_MS = 15_000;
const OPEN_MS = 10_000;
const PING = 'undici:websocket:ping';

export type Tailing = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
  /** It is there: a message or a ping came. */
  readonly onAlive: () => void;
  readonly onMessage: (text: string) => void;
};

/** Why a tail ended. */
export type TailEnd = {
  /** How long it was open, real ms; 0: never. */
  readonly openMs: number;
  readonly why: 'closed' | 'silent' | 'refused';
  /** The code of the closing, as RFC 6455 has it (1006: none was said). */
  readonly code: number;
  readonly said: string;
};

/** Follows one live tail (a WebSocket) until it ends or is aborted. Never rejects. */
export function followTail({ url, headers, dispatcher, signal, ...on }: Tailing): Promise<TailEnd> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers, dispatcher });
    let openedAt: number | null = null;
    let timer = setTimeout(() => end('silent', ''), OPEN_MS);
    const heard = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end('silent', ''), SILENT_MS);
    };
    const alive = (): void => {
      heard();
      on.onAlive();
    };
    const onPing = (message: unknown): void => {
      if (typeof message === 'object' && message !== null && 'websocket' in message && message.websocket === socket)
        alive();
    };
    const aborted = (): void => end('closed', '');
    let isOver = false;
    function end(why: TailEnd['why'], said: string, code = 1006): void {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      unsubscribe(PING, onPing);
      signal.removeEventListener('abort', aborted);
      socket.close();
      resolve({ openMs: openedAt === null ? 0 : performance.now() - openedAt, why, said, code });
    }
    subscribe(PING, onPing);
    signal.addEventListener('abort', aborted);
    socket.addEventListener('open', () => {
      openedAt = performance.now();
      // No sign of life yet: Loki opens first, and refuses then.
      heard();
    });
    socket.addEventListener('message', ({ data }) => {
      if (isOver) return;
      alive();
      if (typeof data === 'string') on.onMessage(data);
    });
    socket.addEventListener('error', ({ message }) => end(openedAt === null ? 'refused' : 'closed', message));
    socket.addEventListener('close', ({ code, reason }) => end(openedAt === null ? 'refused' : 'closed', reason, code));
    if (signal.aborted) aborted();
  });
}
