import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';

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
    const hear = (_event: IpcRendererEvent, push: { readonly name: string; readonly data: unknown }): void => {
      if (push.name === name) listener(push.data);
    };
    ipcRenderer.on('tminus.push', hear);
    return () => {
      ipcRenderer.removeListener('tminus.push', hear);
    };
  },
});
