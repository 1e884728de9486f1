import type { MonitorFacts, WallFacts } from '#shared/contract/wall-facts.ts';
import type { ScreenNumber } from '#shared/contract/window-calls.ts';
import { screenNumbers } from '../window-role.ts';
import { byPlace } from './monitor.ts';
import type { KnownHere, Recognised } from './recognise.ts';
import { densityFor } from './wall-density.ts';
import { planWall, type WallSlot } from './wall-plan.ts';

/** Monitors in the order of their numbers. */
export const numbered = (here: readonly KnownHere[]): readonly KnownHere[] =>
  [...here].sort((a, b) => byPlace(a.monitor.bounds, b.monitor.bounds));

/** Where every screen is, or would be if the wall were open. */
const whole = ({ memory, here }: Recognised): readonly WallSlot[] =>
  planWall({ memory: { ...memory, openScreens: [...screenNumbers] }, here });

const screensOn = (slots: readonly WallSlot[], key: string): readonly ScreenNumber[] =>
  slots.filter(({ on }) => on.key === key).flatMap(({ screens }) => screens);

function monitorFacts(known: KnownHere, index: number, slots: readonly WallSlot[]): MonitorFacts {
  const { x, y, width, height } = known.monitor.bounds;
  const screens = screensOn(slots, known.key);
  return {
    key: known.key,
    number: index + 1,
    label: known.monitor.label.trim(),
    ...{ x, y, width, height },
    isPrimary: known.monitor.isPrimary,
    density: densityFor(known, screens.length),
    chosenDensity: known.density,
    screens,
  };
}

/** What the console shows of the wall. */
export function wallFacts(recognised: Recognised): WallFacts {
  const { memory, here } = recognised;
  const slots = whole(recognised);
  return {
    isPresenter: memory.isPresenter,
    sharing: memory.sharing,
    rotationSeconds: memory.rotationSeconds,
    alone: memory.alone,
    monitors: numbered(here).map((known, index) => monitorFacts(known, index, slots)),
    places: screenNumbers.map((screen) => {
      const place = memory.places.find((one) => one.screen === screen);
      const known = memory.monitors.find(({ key }) => key === place?.monitor);
      const isHere = here.some(({ key }) => key === place?.monitor);
      return {
        screen,
        isOpen: memory.openScreens.includes(screen),
        chosen: place?.isChosen ? place.monitor : null,
        away: known === undefined || isHere ? null : known.identity.label || 'a monitor without a name',
      };
    }),
  };
}
