import type { MeasurePoint, MeasureSeries } from '#shared/contract/observations.ts';

/** An hour at five seconds and some, at each place. */
const MAX_POINTS = 1200;
/** Places of one measure: a query that answers for each pod of a large cluster must not fill the memory. */
const MAX_PLACES = 200;

type Place = MeasureSeries['place'];
const keyOf = (place: Place): string => JSON.stringify(Object.entries(place));

/** What each measure showed lately, by place: bounded, oldest first. */
export class MeasureStore {
  readonly #byMeasure = new Map<string, Map<string, MeasureSeries>>();

  /** One measure's places, or those of all. */
  series(measure?: string): readonly MeasureSeries[] {
    const found = measure === undefined ? [...this.#byMeasure.values()] : [this.#byMeasure.get(measure) ?? new Map()];
    return found.flatMap((places): MeasureSeries[] => [...places.values()]);
  }

  /** Adds what is newer than what a place has. A place without a single value left is forgotten. */
  add(measure: string, place: Place, fresh: readonly MeasurePoint[]): void {
    const places = this.#byMeasure.get(measure) ?? new Map<string, MeasureSeries>();
    this.#byMeasure.set(measure, places);
    const key = keyOf(place);
    const kept = places.get(key)?.points ?? [];
    if (kept.length === 0 && places.size >= MAX_PLACES) return;
    const last = kept.at(-1)?.at ?? 0;
    const points = [...kept, ...fresh.filter(({ at }) => at > last)].slice(-MAX_POINTS);
    if (points.every(({ value }) => value === null)) places.delete(key);
    else places.set(key, { measure, place, points });
  }

  /** Nothing later than `at` has happened yet: the clock was set back. */
  forgetAfter(at: number): void {
    for (const places of this.#byMeasure.values())
      for (const [key, series] of places)
        places.set(key, { ...series, points: series.points.filter((point) => point.at <= at) });
  }
}
