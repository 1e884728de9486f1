import type { WindowCallInput } from '#shared/contract/window-calls.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import { type Refusal, refusal } from '#shared/lib/trouble.ts';
import type { WallMemory } from './wall-memory.ts';

type Change = WindowCallInput<'window.setWall'>;

const unknownMonitor = refusal(
  'unknown-monitor',
  'That monitor is not plugged in any more.',
  'Choose one of those that are shown now.',
);

/** The wall as a person wants it from now on; refused when it names a monitor that nobody knows. */
export function changeWall(memory: WallMemory, change: Change): Result<WallMemory, Refusal> {
  const named = [change.place?.monitor, change.density?.monitor].filter((key) => key != null);
  if (!named.every((key) => memory.monitors.some((known) => known.key === key))) return err(unknownMonitor);
  const { isPresenter, sharing, rotationSeconds, alone } = change;
  return ok({
    ...memory,
    isPresenter: isPresenter ?? memory.isPresenter,
    sharing: sharing ?? memory.sharing,
    rotationSeconds: rotationSeconds ?? memory.rotationSeconds,
    alone: alone ?? memory.alone,
    places: change.place === undefined ? memory.places : placed(memory, change.place),
    monitors: memory.monitors.map((known) =>
      known.key === change.density?.monitor ? { ...known, density: change.density.density } : known,
    ),
  });
}

/** A screen that was on that monitor by itself makes room; one that a person put there shares it. */
function placed({ places }: WallMemory, { screen, monitor }: NonNullable<Change['place']>): WallMemory['places'] {
  const others = places.filter((place) => place.screen !== screen && (place.isChosen || place.monitor !== monitor));
  return monitor === null ? others : [...others, { screen, monitor, isChosen: true }];
}
