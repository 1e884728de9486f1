import { z } from 'zod';

/** Calls that main answers itself: they are about windows and this machine, never about the launch. */
const call =
  <Out>() =>
  <In extends z.ZodType>(input: In): { readonly input: In; readonly output?: Out } => ({ input });

export type ScreenNumber = 1 | 2 | 3 | 4;
const Screen = z.literal([1, 2, 3, 4]);

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
  readonly engine: { readonly state: 'up' | 'down' | 'restarting'; readonly since: number; readonly reason: string };
};

export const windowCalls = {
  'window.info': call<WindowInfo>()(z.strictObject({})),
  /** Opens the wall's windows, all four without `screens`; those open already are brought to the front. */
  'window.openWall': call<{ readonly screens: readonly ScreenNumber[] }>()(
    z.strictObject({ screens: z.array(Screen).min(1).max(4).optional() }),
  ),
  'window.closeWall': call<{ readonly closed: number }>()(z.strictObject({})),
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
