import { screen, shell } from 'electron';
import type { Envelope } from '#shared/contract/envelope.ts';
import {
  type WindowCallInput,
  type WindowCallName,
  type WindowCallOutput,
  windowCalls,
} from '#shared/contract/window-calls.ts';
import { refusal, type Trouble } from '#shared/lib/trouble.ts';
import type { Connection, Connections } from './connections.ts';
import type { EngineState } from './engine-supervisor.ts';
import { allowedLink } from './external-links.ts';
import { launchFile } from './open-file.ts';
import type { WindowCallHandler } from './relay.ts';
import type { SecretCall } from './secrets/secret-calls.ts';
import { showDetailOnConsole } from './wall/show-detail.ts';
import type { RunningWall } from './wall/start-wall.ts';
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

const wallMayNot = not(
  refusal('wall-may-not-act', 'A window of the wall shows and does nothing else.', 'Do it on the console.'),
);

/** What a window of the wall may ask: how it shows things, and that the console looks closer at one of its tiles. */
const ofWalls: readonly string[] = ['window.info', 'window.openDetail'] satisfies WindowCallName[];

/** The calls that main answers itself; a window of the wall may ask for two of them. */
export const windowCallHandler = (options: {
  readonly windows: Windows;
  readonly connections: Connections;
  readonly wall: RunningWall;
  readonly engineState: () => EngineState;
  readonly version: string;
  readonly isOfficialElectron: boolean;
  readonly linkHosts: () => readonly string[];
  /** The profile's folder, whose launches' files may be opened. */
  readonly home: string;
  readonly secrets: Pick<Handlers, SecretCall>;
}): WindowCallHandler => {
  const handlers: Handlers = {
    ...options.secrets,
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
        presentation: options.wall.presentation(from.role),
        engine: options.engineState(),
      });
    },
    'window.openWall': ({ screens }) => {
      const wanted = screens ?? screenNumbers;
      options.wall.open(wanted);
      return done({ screens: wanted });
    },
    'window.closeWall': () => done({ closed: options.wall.close() }),
    'window.wall': () => done(options.wall.facts()),
    'window.setWall': (change) => {
      const changed = options.wall.change(change);
      return changed.ok ? done(changed.value) : not(changed.error);
    },
    'window.identify': () => done({ monitors: options.wall.identify() }),
    'window.openDetail': async ({ tile }) => done({ opened: await showDetailOnConsole(options, tile) }),
    'window.openFile': async ({ launch, folder, name }) => {
      const file = launchFile(options.home, launch, folder, name);
      if (!file.ok) return not(file.error);
      const trouble = await shell.openPath(file.value);
      const hint = `Open it by hand: ${file.value}`;
      return trouble === ''
        ? done({ opened: file.value })
        : not(refusal('file-not-opened', `This machine could not open ${name}: ${trouble}`, hint));
    },
    'window.openExternal': async ({ url }) => {
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

  return async (name, input, from) => {
    if (!Object.hasOwn(handlers, name))
      return not(refusal('unknown-call', 'There is no call of that name.', 'Close the window and open it again.'));
    if (from.role.role === 'wall' && !ofWalls.includes(name)) return wallMayNot;
    return answer(name as WindowCallName, input, from);
  };
};
