import type { MeasurePoint, MeasureSeries } from '#shared/contract/observations.ts';
import { forgottenAfterMs } from '#shared/signals/measures.ts';

/** An hour at five seconds and some, at each place. */
const MAX_POINTS = 1200;
/** Places of one measure: a query that answers for each pod of a large cluster must not fill the memory. */
const MAX_PLACES = 200;

type Place = MeasureSeries['place'];
const keyOf = (place: Place): string => JSON.stringify(Object.entries(place));

/** Forgets the places that are judged no more; false when there is none. */
function makeRoom(places: Map<string, MeasureSeries>, now: number): boolean {
  const before = places.size;
  for (const [key, { points }] of places) {
    const stepMs = (points.at(-1)?.at ?? 0) - (points.at(-2)?.at ?? points.at(-1)?.at ?? 0);
    const heardAt = points.findLast(({ value }) => value !== null)?.at ?? 0;
    if (now - heardAt > forgottenAfterMs(stepMs)) places.delete(key);
  }
  return places.size < before;
}

/** What each measure showed lately, by place: bounded, oldest first. */
export class MeasureStore {
  readonly #byMeasure = new Map<string, Map<string, MeasureSeries>>();

  /** One measure's places, or those of all. */
  series(measure?: string): readonly MeasureSeries[] {
    const found = measure === undefined ? [...this.#byMeasure.values()] : [this.#byMeasure.get(measure) ?? new Map()];
    return found.flatMap((places): MeasureSeries[] => [...places.values()]);
  }

  /**
   * Adds what is newer than what a place has. A place without a single value left is forgotten; where there are too many, those
   * of which nothing has been heard for long make room. False: there was no room for this one.
   */
  add(measure: string, place: Place, fresh: readonly MeasurePoint[]): boolean {
    const places = this.#byMeasure.get(measure) ?? new Map<string, MeasureSeries>();
    this.#byMeasure.set(measure, places);
    const key = keyOf(place);
    const kept = places.get(key)?.points ?? [];
    const heardAt = fresh.findLast(({ value }) => value !== null)?.at;
    if (kept.length === 0 && heardAt === undefined) return true;
    if (kept.length === 0 && places.size >= MAX_PLACES && !makeRoom(places, heardAt ?? 0)) return false;
    const last = kept.at(-1)?.at ?? 0;
    const points = [...kept, ...fresh.filter(({ at }) => at > last)].slice(-MAX_POINTS);
    if (points.every(({ value }) => value === null)) places.delete(key);
    else places.set(key, { measure, place, points });
    return true;
  }

  /** Keeps the points of the times that `isKept`; a place without a value left is forgotten. */
  keep(isKept: (at: number) => boolean): void {
    for (const places of this.#byMeasure.values())
      for (const [key, series] of places) {
        const points = series.points.filter(({ at }) => isKept(at));
        if (points.every(({ value }) => value === null)) places.delete(key);
        else places.set(key, { ...series, points });
      }
  }
}
