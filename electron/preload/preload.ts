import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';

type Listener = (data: unknown) => void;
type Push = { readonly name: string; readonly data: unknown };

/** By kind of push; main sends this page none that nobody here listens to. */
const listeners = new Map<string, Set<Listener>>();
const tell = (name: string, isHeard: boolean): void => ipcRenderer.send('tminus.hear', { name, isHeard });

ipcRenderer.on('tminus.push', (_event: IpcRendererEvent, { name, data }: Push) => {
  for (const listener of listeners.get(name) ?? []) listener(data);
});

const listen = (name: string, listener: Listener): (() => void) => {
  const heard = listeners.get(name) ?? new Set();
  listeners.set(name, heard);
  heard.add(listener);
  if (heard.size === 1) tell(name, true);
  return () => {
    if (!heard.delete(listener) || heard.size > 0) return;
    listeners.delete(name);
    tell(name, false);
  };
};

/**
 * The one fixed bridge between a window and main: names travel as data, on one channel each way. Neither the event
 * objects of Electron nor anything else of it gets into the page.
 */
contextBridge.exposeInMainWorld('tminus', {
  /** Sends a call; the answer is an envelope, never a rejection for a domain "no". */
  call: (name: unknown, input: unknown): Promise<unknown> => ipcRenderer.invoke('tminus.call', { name, input }),
  /** Hears one kind of push until the returned function is called. */
  on: (name: unknown, listener: unknown): (() => void) => {
    if (typeof name !== 'string' || typeof listener !== 'function') throw new TypeError('on(name, listener)');
    return listen(name, (data) => listener(data));
  },
});
