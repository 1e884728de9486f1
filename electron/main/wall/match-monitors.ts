import { byPlace, type MonitorIdentity } from './monitor.ts';

type Known = { readonly index: number; readonly is: MonitorIdentity };

/**
 * Which of the monitors that are here is each known one: for each of `known` the index in `here`, null when it is away.
 * Same make and size first; of several equal ones the id tells which while the system runs (`isSameRun`), and the place
 * over a restart, when ids may have been dealt anew. Then a monitor whose resolution changed; last, one whose label can
 * not be read just now and that has kept its id. Another monitor in the same port is another monitor.
 */
export function matchMonitors(
  known: readonly MonitorIdentity[],
  here: readonly MonitorIdentity[],
  isSameRun: boolean,
): readonly (number | null)[] {
  const found: (number | null)[] = known.map(() => null);
  const left = (list: readonly MonitorIdentity[], isTaken: (index: number) => boolean): Known[] =>
    list.map((is, index) => ({ index, is })).filter(({ index }) => !isTaken(index));
  const round = (keyOf: (identity: MonitorIdentity) => string | null, pair: Pairing): void => {
    const away = left(known, (index) => found[index] !== null);
    const free = left(here, (index) => found.includes(index));
    for (const key of new Set(away.map(({ is }) => keyOf(is)))) {
      if (key === null) continue;
      const of = (list: readonly Known[]): Known[] => list.filter(({ is }) => keyOf(is) === key);
      for (const [one, other] of pair(of(away), of(free))) found[one.index] = other.index;
    }
  };
  round(makeAndSize, isSameRun ? byIdThenPlace : byPlaceWhenAllAreHere);
  round(make, byIdThenPlace);
  round(({ id, isInternal }) => `${id} ${isInternal}`, unlabelledOnly);
  return found;
}

type Pair = readonly [Known, Known];
type Pairing = (away: readonly Known[], free: readonly Known[]) => readonly Pair[];

const makeAndSize = ({ label, width, height, isInternal }: MonitorIdentity): string =>
  JSON.stringify([label, width, height, isInternal]);
const make = ({ label, isInternal }: MonitorIdentity): string | null =>
  label === '' ? null : JSON.stringify([label, isInternal]);

const inOrder = (list: readonly Known[]): readonly Known[] => [...list].sort((a, b) => byPlace(a.is, b.is));

/** Equal ones that are all there are told apart by their order, wherever the whole row was moved to. */
const byPlaceWhenAllAreHere: Pairing = (away, free) => {
  if (away.length !== free.length) return byIdThenPlace(away, free);
  const places = inOrder(free);
  return inOrder(away).flatMap((one, index) => {
    const other = places[index];
    return other === undefined ? [] : [[one, other] as const];
  });
};

const byIdThenPlace: Pairing = (away, free) => {
  const sameId = away.flatMap((one): Pair[] => {
    const other = free.find(({ is }) => is.id === one.is.id);
    return other === undefined ? [] : [[one, other]];
  });
  const isLeft = (one: Known): boolean => !sameId.some((pair) => pair.includes(one));
  return [...sameId, ...nearest(away.filter(isLeft), free.filter(isLeft))];
};

const distance = ([{ is: a }, { is: b }]: Pair): number => Math.hypot(a.x - b.x, a.y - b.y);

function nearest(away: readonly Known[], free: readonly Known[]): readonly Pair[] {
  const [closest] = away
    .flatMap((one) => free.map((other): Pair => [one, other]))
    .sort((a, b) => distance(a) - distance(b));
  if (closest === undefined) return [];
  const without = (list: readonly Known[], one: Known): Known[] => list.filter((other) => other !== one);
  return [closest, ...nearest(without(away, closest[0]), without(free, closest[1]))];
}

const unlabelledOnly: Pairing = ([one], [other]) =>
  one !== undefined && other !== undefined && (one.is.label === '' || other.is.label === '') ? [[one, other]] : [];
