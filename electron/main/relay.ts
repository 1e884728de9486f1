import { type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Envelope } from '#shared/contract/envelope.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import { isOwnAddress } from './addresses.ts';
import { bodyRefusal } from './body-limits.ts';
import type { Connection, Connections } from './connections.ts';
import type { EngineSupervisor } from './engine-supervisor.ts';
import type { MainLog } from './main-log.ts';
import { hear } from './pushes.ts';

/** Answers a call about windows and this machine. */
export type WindowCallHandler = (name: string, input: unknown, from: Connection) => Promise<Envelope<unknown>>;

const refused = (trouble: Refusal): Envelope<never> => ({ ok: false, trouble });
const callName = /^[a-z]+(?:[.-][a-zA-Z]+){1,4}$/;

/** True for the top page of one of our own windows; a frame in it, another origin or no frame at all is refused. */
const isOwnPage = (event: IpcMainInvokeEvent | IpcMainEvent, devServer: string | undefined): boolean => {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isOwnAddress(frame.url, devServer);
};

/**
 * The one way in and the one way out: takes calls from windows, adds who asks and whether that window may act, hands
 * them to the engine, and notes which pushes each page listens to. It knows no call's meaning.
 */
export const startRelay = (options: {
  readonly connections: Connections;
  readonly engine: EngineSupervisor;
  readonly onWindowCall: WindowCallHandler;
  readonly log: MainLog;
  readonly devServer: string | undefined;
}): void => {
  /** Who sent it; undefined, and written down, when that is no page of ours. */
  const senderOf = (event: IpcMainInvokeEvent | IpcMainEvent, what: string): Connection | undefined => {
    const from = options.connections.of(event.sender.id);
    if (from !== undefined && isOwnPage(event, options.devServer)) return from;
    options.log.security(`${what} refused, sender not allowed: ${event.senderFrame?.url.slice(0, 200) ?? 'no frame'}`);
    return undefined;
  };
  ipcMain.on('tminus.hear', (event, body: unknown) => {
    const from = senderOf(event, 'listening');
    if (from !== undefined && !hear(from, body))
      options.log.security(`listening refused to ${from.id}: not understood`);
  });
  ipcMain.handle('tminus.call', async (event, body: unknown): Promise<Envelope<unknown>> => {
    const from = senderOf(event, 'call');
    if (from === undefined)
      return refused(refusal('sender-not-allowed', 'This page may not call Tminus: sender not allowed.'));
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
