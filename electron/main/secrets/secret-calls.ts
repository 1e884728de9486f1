import type { OpenDialogOptions, OpenDialogReturnValue } from 'electron';
import type { Envelope } from '#shared/contract/envelope.ts';
import type { WindowCallInput, WindowCallOutput } from '#shared/contract/window-calls.ts';
import { refusal } from '#shared/lib/trouble.ts';
import type { Connection } from '../connections.ts';
import type { MainLog } from '../main-log.ts';
import type { SecretStore } from './secret-store.ts';

export type SecretCall = 'window.setSecret' | 'window.dropSecret' | 'window.secrets' | 'window.chooseFile';
type Handlers = {
  readonly [N in SecretCall]: (
    input: WindowCallInput<N>,
    from: Connection,
  ) => Promise<Envelope<WindowCallOutput<N>>> | Envelope<WindowCallOutput<N>>;
};

const wallMayNot: Envelope<never> = {
  ok: false,
  trouble: refusal('wall-may-not-act', 'A wall shows; it sets nothing up.', 'Do this on a console.'),
};

/** The calls of the settings that main answers. A secret comes in by one of them and goes out by none. */
export const secretCalls = (parts: {
  readonly store: () => Promise<SecretStore>;
  /** Tells the engine what has changed. */
  readonly tell: (store: SecretStore) => void;
  readonly showOpenDialog: (options: OpenDialogOptions) => Promise<OpenDialogReturnValue>;
  readonly log: MainLog;
}): Handlers => {
  const changed = async (change: (store: SecretStore) => void, line: string) => {
    const store = await parts.store();
    change(store);
    parts.log.note(line);
    parts.tell(store);
    return { ok: true as const, value: store.facts() };
  };
  return {
    'window.setSecret': ({ name, value }, from) =>
      from.role.role === 'wall' ? wallMayNot : changed((store) => store.enter(name, value), `secret entered: ${name}`),
    'window.dropSecret': ({ name }, from) =>
      from.role.role === 'wall' ? wallMayNot : changed((store) => store.drop(name), `entered secret dropped: ${name}`),
    'window.secrets': async (_input, from) =>
      from.role.role === 'wall' ? wallMayNot : { ok: true, value: (await parts.store()).facts() },
    'window.chooseFile': async ({ title, from: folder }, from) => {
      if (from.role.role === 'wall') return wallMayNot;
      const chosen = await parts.showOpenDialog({
        title,
        ...(folder === undefined ? {} : { defaultPath: folder }),
        properties: ['openFile', 'showHiddenFiles'],
      });
      return { ok: true, value: { path: chosen.canceled ? null : (chosen.filePaths[0] ?? null) } };
    },
  };
};
