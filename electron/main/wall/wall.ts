import type { WallFacts } from '#shared/contract/wall-facts.ts';
import type { Presentation, ScreenNumber, WindowCallInput } from '#shared/contract/window-calls.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault, Trouble } from '#shared/lib/trouble.ts';
import { changeWall } from './change-wall.ts';
import type { Monitor } from './monitor.ts';
import { forgetOtherRoom, type KnownHere, type Recognised, recognise } from './recognise.ts';
import { densityFor } from './wall-density.ts';
import { numbered, wallFacts } from './wall-facts.ts';
import type { WallMemory } from './wall-memory.ts';
import { planWall, rememberPlaces, type WallSlot } from './wall-plan.ts';
import type { WallStore } from './wall-store.ts';

/** Systems say a change of monitors in several steps; what they say last counts. */
const settleMs = 500;

/** What the wall has to do with windows. */
export interface WallHands {
  apply(slots: readonly WallSlot[]): void;
  count(): number;
  /** To the front, those of the windows with these screens that are open. */
  raise(screens: readonly ScreenNumber[]): void;
  slotOf(screen: ScreenNumber): WallSlot | undefined;
}

export interface Wall {
  /** Opens these screens; those that are open stay where they are and come to the front. */
  open(screens: readonly ScreenNumber[]): void;
  /** Opens what was open when Tminus was quit. */
  reopen(): void;
  /** How many windows were closed. */
  close(): number;
  /** A person closed a window. */
  closed(screens: readonly ScreenNumber[]): void;
  /** A fault when it was changed and can't be kept over a restart. */
  change(change: WindowCallInput<'window.setWall'>): Result<WallFacts, Trouble>;
  facts(): WallFacts;
  /** Each monitor with its number and the screens that belong on it. */
  monitors(): readonly {
    readonly known: KnownHere;
    readonly number: number;
    readonly screens: readonly ScreenNumber[];
  }[];
  /** Monitors were plugged, unplugged or moved; looked at once it is quiet. */
  monitorsChanged(): void;
  presentationOf(screen: ScreenNumber | null): Omit<Presentation, 'cameBackAt'>;
}

/** The wall of this machine: knows its monitors again, plans who shows what, keeps it over restarts. */
export const createWall = (parts: {
  readonly store: WallStore;
  readonly here: () => readonly Monitor[];
  readonly hands: () => WallHands;
  /** After anything that a window shows has changed. */
  readonly onChanged: () => void;
  readonly note: (line: string) => void;
}): Wall => {
  let now: Recognised = forgetOtherRoom(recognise(parts.store.read(), parts.here(), false));
  let settling: NodeJS.Timeout | undefined;
  let unkept: Fault | null = null;

  /** What could not be written before is written with whatever comes next. */
  const keep = (memory: WallMemory, before = now.memory): void => {
    if (unkept !== null || JSON.stringify(memory) !== JSON.stringify(before)) unkept = parts.store.write(memory);
    now = { ...now, memory };
  };
  const apply = (memory: WallMemory): void => {
    const slots = planWall({ ...now, memory });
    keep(rememberPlaces(memory, slots));
    parts.hands().apply(slots);
    parts.onChanged();
  };
  const look = (): void => {
    const before = now.memory;
    now = recognise(before, parts.here(), true);
    parts.note(
      `monitors: ${numbered(now.here)
        .map(({ key, monitor }) => `${key} ${monitor.label}`)
        .join(', ')}`,
    );
    keep(now.memory, before);
    apply(now.memory);
  };

  return {
    open: (screens) => {
      apply({ ...now.memory, openScreens: [...new Set([...now.memory.openScreens, ...screens])] });
      parts.hands().raise(screens);
    },
    reopen: () => apply(now.memory),
    close: () => {
      const count = parts.hands().count();
      apply({ ...now.memory, openScreens: [] });
      return count;
    },
    closed: (screens) =>
      apply({ ...now.memory, openScreens: now.memory.openScreens.filter((one) => !screens.includes(one)) }),
    change: (change) => {
      const changed = changeWall(now.memory, change);
      if (!changed.ok) return changed;
      now = { ...now, here: withDensities(now.here, changed.value) };
      apply(changed.value);
      return unkept === null ? ok(wallFacts(now)) : err(unkept);
    },
    facts: () => wallFacts(now),
    monitors: () => {
      const facts = wallFacts(now);
      return numbered(now.here).map((known, index) => ({
        known,
        number: index + 1,
        screens: facts.monitors[index]?.screens ?? [],
      }));
    },
    monitorsChanged: () => {
      clearTimeout(settling);
      settling = setTimeout(look, settleMs);
    },
    presentationOf: (screen) => {
      const slot = screen === null ? undefined : parts.hands().slotOf(screen);
      const { isPresenter, sharing, rotationSeconds } = now.memory;
      return {
        density: slot === undefined ? 'comfortable' : densityFor(slot.on, screensShown(slot, sharing)),
        isPresenter: screen !== null && isPresenter,
        screens: slot?.screens ?? (screen === null ? [] : [screen]),
        sharing,
        rotationMs: rotationSeconds * 1000,
      };
    },
  };
};

const screensShown = ({ screens }: WallSlot, sharing: Presentation['sharing']): number =>
  sharing === 'grid' ? screens.length : 1;

const withDensities = (here: readonly KnownHere[], { monitors }: WallMemory): readonly KnownHere[] =>
  here.map((known) => ({ ...known, density: monitors.find(({ key }) => key === known.key)?.density ?? null }));
