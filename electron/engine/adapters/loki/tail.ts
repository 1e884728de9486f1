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
  readonly onOpen: () => void;
  /** It is there: a message or a ping came. */
  readonly onAlive: () => void;
  readonly onMessage: (text: string) => void;
};

/** Why a tail ended. Loki ends one by itself after an hour (`tail_max_duration`). */
export type TailEnd = {
  readonly wasOpen: boolean;
  readonly why: 'closed' | 'silent' | 'refused';
  readonly said: string;
};

/** Follows one live tail (a WebSocket) until it ends or is aborted. Never rejects. */
export function followTail({ url, headers, dispatcher, signal, ...on }: Tailing): Promise<TailEnd> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, { headers, dispatcher });
    let wasOpen = false;
    let timer = setTimeout(() => end('silent', ''), OPEN_MS);
    const alive = (): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end('silent', ''), SILENT_MS);
      on.onAlive();
    };
    const onPing = (message: unknown): void => {
      if (typeof message === 'object' && message !== null && 'websocket' in message && message.websocket === socket)
        alive();
    };
    const aborted = (): void => end('closed', '');
    let isOver = false;
    function end(why: TailEnd['why'], said: string): void {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      unsubscribe(PING, onPing);
      signal.removeEventListener('abort', aborted);
      socket.close();
      resolve({ wasOpen, why, said });
    }
    subscribe(PING, onPing);
    signal.addEventListener('abort', aborted);
    socket.addEventListener('open', () => {
      wasOpen = true;
      on.onOpen();
      alive();
    });
    socket.addEventListener('message', ({ data }) => {
      if (isOver) return;
      alive();
      if (typeof data === 'string') on.onMessage(data);
    });
    socket.addEventListener('error', ({ message }) => end(wasOpen ? 'closed' : 'refused', message));
    socket.addEventListener('close', ({ reason }) => end(wasOpen ? 'closed' : 'refused', reason));
    if (signal.aborted) aborted();
  });
}
