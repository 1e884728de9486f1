import { z } from 'zod';
import { Alone, Density, Screen, Sharing } from '#shared/contract/window-calls.ts';
import { MonitorIdentity } from './monitor.ts';

const KnownMonitor = z.object({
  /** Its name here; what screens refer to. */
  key: z.string(),
  identity: MonitorIdentity,
  /** Null: by its size. */
  density: Density.nullable().catch(null),
});
export type KnownMonitor = z.infer<typeof KnownMonitor>;

const Place = z.object({
  screen: Screen,
  monitor: z.string(),
  /** A person said so; else it is where the screen came to be by itself, and may be forgotten in another room. */
  isChosen: z.boolean(),
});

/** What is kept of the wall over restarts. */
export const WallMemory = z.object({
  /** The screens that are open, or were when Tminus was quit. */
  openScreens: z.array(Screen).max(4).catch([]),
  /** Kept, but not to be understood: visitors see less rather than more. */
  isPresenter: z.boolean().catch(true),
  sharing: Sharing.catch('grid'),
  rotationSeconds: z.number().int().min(5).max(600).catch(20),
  alone: Alone.catch('windows'),
  monitors: z.array(KnownMonitor).max(64).catch([]),
  places: z.array(Place).max(4).catch([]),
});
export type WallMemory = z.infer<typeof WallMemory>;

/** The wall before anybody said anything. */
export const newWall: WallMemory = { ...WallMemory.parse({}), isPresenter: false };
