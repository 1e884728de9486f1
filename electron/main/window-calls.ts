import { screen, shell } from 'electron';
import type { Envelope } from '#shared/contract/envelope.ts';
import {
  type WindowCallInput,
  type WindowCallName,
  type WindowCallOutput,
  windowCalls,
} from '#shared/contract/window-calls.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Connection } from './connections.ts';
import type { EngineState } from './engine-supervisor.ts';
import { allowedLink } from './external-links.ts';
import { launchFile } from './open-file.ts';
import type { WindowCallHandler } from './relay.ts';
import { screenNumbers } from './window-role.ts';
import type { Windows } from './windows.ts';

type Handlers = {
  readonly [N in WindowCallName]: (
    input: WindowCallInput<N>,
    from: Connection,
  ) => Promise<Envelope<WindowCallOutput<N>>> | Envelope<WindowCallOutput<N>>;
};

const done = <T>(value: T): Envelope<T> => ({ ok: true, value });
const not = (trouble: Trouble): Envelope<never> => ({ ok: false, trouble });

/** The calls that main answers itself; they touch windows only, so a wall may use them but not open links or files. */
export const windowCallHandler = (options: {
  readonly windows: Windows;
  readonly engineState: () => EngineState;
  readonly version: string;
  readonly isOfficialElectron: boolean;
  readonly linkHosts: () => readonly string[];
  /** The profile's folder, whose launches' files may be opened. */
  readonly home: string;
}): WindowCallHandler => {
  const handlers: Handlers = {
    'window.info': (_input, from) => {
      const primary = screen.getPrimaryDisplay().id;
      return done({
        version: options.version,
        electron: process.versions.electron,
        isOfficialElectron: options.isOfficialElectron,
        platform: process.platform,
        displays: screen.getAllDisplays().map(({ id, label, bounds }) => ({
          label,
          width: bounds.width,
          height: bounds.height,
          isPrimary: id === primary,
        })),
        window: from.role,
        engine: options.engineState(),
      });
    },
    'window.openWall': ({ screens }) => {
      const wanted = screens ?? screenNumbers;
      options.windows.openWall(wanted);
      return done({ screens: wanted });
    },
    'window.closeWall': () => done({ closed: options.windows.closeWall() }),
    'window.openFile': async ({ launch, folder, name }, from) => {
      if (from.role.role === 'wall') return not(refusal('wall-may-not-act', 'A wall shows; it opens no files.'));
      const file = launchFile(options.home, launch, folder, name);
      if (!file.ok) return not(file.error);
      const trouble = await shell.openPath(file.value);
      const hint = `Open it by hand: ${file.value}`;
      return trouble === ''
        ? done({ opened: file.value })
        : not(refusal('file-not-opened', `This machine could not open ${name}: ${trouble}`, hint));
    },
    'window.openExternal': async ({ url }, from) => {
      if (from.role.role === 'wall') return not(refusal('wall-may-not-act', 'A wall shows; it opens no links.'));
      const link = allowedLink(url, options.linkHosts());
      if (!link.ok) return not(link.error);
      await shell.openExternal(link.value);
      return done({ opened: link.value });
    },
  };

  const answer = async <N extends WindowCallName>(
    name: N,
    input: unknown,
    from: Connection,
  ): Promise<Envelope<unknown>> => {
    const parsed = windowCalls[name].input.safeParse(input ?? {});
    if (!parsed.success) {
      return not(
        refusal('input-not-valid', `The call ${name} was not understood: ${parsed.error.issues[0]?.message ?? ''}`),
      );
    }
    return handlers[name](parsed.data as WindowCallInput<N>, from);
  };

  return async (name, input, from) =>
    Object.hasOwn(handlers, name)
      ? answer(name as WindowCallName, input, from)
      : not(refusal('unknown-call', 'There is no call of that name.', 'Close the window and open it again.'));
};
