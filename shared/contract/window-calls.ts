import { z } from 'zod';
import { SecretName } from '../settings/secret-name.ts';
import { TileRef } from './observed/detail.ts';
import type { KeychainFacts } from './settings-facts.ts';
import type { WallFacts } from './wall-facts.ts';

/** Calls that main answers itself: they are about windows and this machine, never about the launch. */
const call =
  <Out>() =>
  <In extends z.ZodType>(input: In): { readonly input: In; readonly output?: Out } => ({ input });

export const Screen = z.literal([1, 2, 3, 4]);
export type ScreenNumber = z.infer<typeof Screen>;
/** Several screens in one window: side by side, or one after the other. */
export const Sharing = z.enum(['grid', 'rotation']);
export type Sharing = z.infer<typeof Sharing>;
/** The wall on the commander's own monitor, when there is no other: a plain window for each screen, or one for all. */
export const Alone = z.enum(['windows', 'one-window']);
export type Alone = z.infer<typeof Alone>;

/** How much a wall window shows: drawn for three metres, or more and smaller for who sits before it. */
export const Density = z.enum(['comfortable', 'dense']);
export type Density = z.infer<typeof Density>;

/** How this window shows what it shows; it can change while the window is open (push `window.state`). */
export type Presentation = {
  readonly density: Density;
  /** Visitors are in the room: names, texts, addresses and reasons are hidden; values and states stay. */
  readonly isPresenter: boolean;
  /** The screens of this window, in order; none on the console. */
  readonly screens: readonly ScreenNumber[];
  readonly sharing: Sharing;
  /** How long each is shown when they take turns, milliseconds of real time. */
  readonly rotationMs: number;
  /** When this window was loaded again because it had stopped answering or broken, real epoch ms; null: it never was. */
  readonly cameBackAt: number | null;
};

export type DisplayFacts = {
  readonly label: string;
  readonly width: number;
  readonly height: number;
  readonly isPrimary: boolean;
};

export type WindowInfo = {
  readonly version: string;
  readonly electron: string;
  /** False: not the Electron this version is made for, years behind in security fixes; no production launch on it. */
  readonly isOfficialElectron: boolean;
  readonly platform: string;
  readonly displays: readonly DisplayFacts[];
  /** Which window asks. */
  readonly window: { readonly role: 'console' } | { readonly role: 'wall'; readonly screen: ScreenNumber };
  readonly presentation: Presentation;
  readonly engine: { readonly state: 'up' | 'down' | 'restarting'; readonly since: number; readonly reason: string };
};

export const windowCalls = {
  'window.info': call<WindowInfo>()(z.strictObject({})),
  /** Opens the wall's windows, all four without `screens`; those open already are brought to the front. */
  'window.openWall': call<{ readonly screens: readonly ScreenNumber[] }>()(
    z.strictObject({ screens: z.array(Screen).min(1).max(4).optional() }),
  ),
  'window.closeWall': call<{ readonly closed: number }>()(z.strictObject({})),
  /** The monitors, and what is where. A wall may not ask for this, nor for any other change of the wall. */
  'window.wall': call<WallFacts>()(z.strictObject({})),
  /** Changes what is given and leaves the rest; answers with the wall as it is then. */
  'window.setWall': call<WallFacts>()(
    z.strictObject({
      isPresenter: z.boolean().optional(),
      sharing: Sharing.optional(),
      rotationSeconds: z.number().int().min(5).max(600).optional(),
      alone: Alone.optional(),
      /** Puts a screen on a monitor; null: where it goes by itself. */
      place: z.strictObject({ screen: Screen, monitor: z.string().max(40).nullable() }).optional(),
      /** Null: by the monitor's size. */
      density: z.strictObject({ monitor: z.string().max(40), density: Density.nullable() }).optional(),
    }),
  ),
  /** Shows its number on each monitor for a few seconds. */
  'window.identify': call<{ readonly monitors: number }>()(z.strictObject({})),
  /** From a wall: brings the console to the front and opens this tile's detail there. */
  'window.openDetail': call<{ readonly opened: boolean }>()(z.strictObject({ tile: TileRef })),
  /**
   * Takes one secret of the settings: used by tests at once, kept when its source is saved. It never comes back. Consoles
   * only, like the three that follow.
   */
  'window.setSecret': call<KeychainFacts>()(z.strictObject({ name: SecretName, value: z.string().min(1).max(20_000) })),
  /** Forgets what was entered and not saved. */
  'window.dropSecret': call<KeychainFacts>()(z.strictObject({ name: SecretName })),
  /** What the keychain keeps for this console: names and states, never values. */
  'window.secrets': call<KeychainFacts>()(z.strictObject({})),
  /** Asks for a file of this machine; null when none was chosen. */
  'window.chooseFile': call<{ readonly path: string | null }>()(
    z.strictObject({ title: z.string().max(80), from: z.string().max(1000).optional() }),
  ),
  /** Opens a paper or a file of evidence of a launch with the program this machine has for it. */
  'window.openFile': call<{ readonly opened: string }>()(
    z.strictObject({
      launch: z.string().max(120),
      folder: z.enum(['paper', 'evidence']),
      name: z.string().max(300),
    }),
  ),
  /** Opens an https address of the launch's links in the browser; any other is refused, naming its scheme or host. */
  'window.openExternal': call<{ readonly opened: string }>()(z.strictObject({ url: z.string().max(2000) })),
} as const;

export type WindowCalls = typeof windowCalls;
export type WindowCallName = keyof WindowCalls;
export type WindowCallInput<N extends WindowCallName> = z.infer<WindowCalls[N]['input']>;
export type WindowCallOutput<N extends WindowCallName> = NonNullable<WindowCalls[N]['output']>;
