import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Envelope, PushMessage } from '#shared/contract/envelope.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { isOwnAddress } from './addresses.ts';
import { bodyRefusal } from './body-limits.ts';
import type { Connection, Connections } from './connections.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import type { MainLog } from './main-log.ts';

/** Answers a call about windows and this machine. */
export type WindowCallHandler = (name: string, input: unknown, from: Connection) => Promise<Envelope<unknown>>;

const refused = (trouble: Refusal): Envelope<never> => ({ ok: false, trouble });
const callName = /^[a-z]+(?:[.-][a-zA-Z]+){1,4}$/;

/** True for the top page of one of our own windows; a frame in it, another origin or no frame at all is refused. */
const isOwnPage = (event: IpcMainInvokeEvent, devServer: string | undefined): boolean => {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isOwnAddress(frame.url, devServer);
};

/**
 * The one way in and the one way out: takes calls from windows, adds who asks and whether that window may act, hands
 * them to the engine, and brings the engine's pushes to the windows. It knows no call's meaning.
 */
export const startRelay = (options: {
  readonly connections: Connections;
  readonly engine: EngineSupervisor;
  readonly onWindowCall: WindowCallHandler;
  readonly log: MainLog;
  readonly devServer: string | undefined;
}): void => {
  ipcMain.handle('tminus.call', async (event, body: unknown): Promise<Envelope<unknown>> => {
    const from = options.connections.of(event.sender.id);
    if (from === undefined || !isOwnPage(event, options.devServer)) {
      options.log.security(`call refused, sender not allowed: ${event.senderFrame?.url.slice(0, 200) ?? 'no frame'}`);
      return refused(refusal('sender-not-allowed', 'This page may not call Tminus: sender not allowed.'));
    }
    const tooMuch = bodyRefusal(body);
    if (tooMuch !== null) return refused(tooMuch);
    const { name, input } = (body ?? {}) as { readonly name?: unknown; readonly input?: unknown };
    if (typeof name !== 'string' || name.length > 80 || !callName.test(name)) {
      return refused(refusal('unknown-call', 'There is no call of that name.', 'Close the window and open it again.'));
    }
    if (name.startsWith('window.')) return options.onWindowCall(name, input, from);
    return options.engine.call({ connection: from.id, mayAct: from.role.role === 'console', name, input });
  });
};

/** Brings one push to the window it is for, or to all of them. */
export const pushTo = (connections: Connections, push: Pick<PushMessage, 'name' | 'data' | 'connection'>): void => {
  for (const { id, contents } of connections.all()) {
    if (push.connection !== undefined && push.connection !== id) continue;
    if (!contents.isDestroyed() && !contents.isCrashed()) {
      contents.send('tminus.push', { name: push.name, data: push.data });
    }
  }
};
