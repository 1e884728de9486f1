/** All samples lie on one grid of launch time, this far apart. */
export const STEP_MS = 5_000;
const RETAINED_STEPS = 8 * 720;

export type Labels = Readonly<Record<string, string>>;

/** Values in order, and the step of each. */
export type StepValues = { readonly values: readonly number[]; readonly stepOf: (index: number) => number };

/** One metric with its labels. A step without a sample is NaN: what stopped reporting is gone, not zero. */
export class Series {
  readonly labels: Labels;
  /** What a counter stands at. */
  total = 0;
  private first: number;
  private values: number[] = [];

  constructor(labels: Labels, step: number) {
    this.labels = labels;
    this.first = step;
  }

  push(step: number, value: number): void {
    while (this.first + this.values.length < step) this.values.push(Number.NaN);
    this.values.push(value);
    if (this.values.length > RETAINED_STEPS + 720) {
      const cut = this.values.length - RETAINED_STEPS;
      this.values = this.values.slice(cut);
      this.first += cut;
    }
  }

  /** The sample of a step; NaN where there is none. */
  at(step: number): number {
    return this.values[step - this.first] ?? Number.NaN;
  }

  /** The values from one step to another, both included, without the steps that have none; null where none of them has. */
  between(from: number, until: number): StepValues | null {
    const start = Math.max(0, from - this.first);
    const found = this.values.slice(start, Math.max(start, until - this.first + 1));
    const firstStep = this.first + start;
    if (!found.some(Number.isNaN)) return found.length === 0 ? null : { values: found, stepOf: (at) => firstStep + at };
    const steps = found.flatMap((value, index) => (Number.isNaN(value) ? [] : [firstStep + index]));
    const values = found.filter((value) => !Number.isNaN(value));
    return values.length === 0 ? null : { values, stepOf: (at) => steps[at] ?? firstStep };
  }

  get lastStep(): number {
    return this.first + this.values.length - 1;
  }
}

/** Every series there is, by metric name. */
export class SeriesStore {
  private readonly byName = new Map<string, Map<string, Series>>();
  private newest = 0;

  record(step: number, name: string, labels: Labels, value: number): void {
    this.find(step, name, labels).push(step, value);
    this.newest = Math.max(this.newest, step);
  }

  /** Adds to a counter; it starts at zero when first seen and goes on where it was after a gap. */
  add(step: number, name: string, labels: Labels, increase: number): void {
    const series = this.find(step, name, labels);
    series.total += increase;
    series.push(step, series.total);
    this.newest = Math.max(this.newest, step);
  }

  private find(step: number, name: string, labels: Labels): Series {
    const held = this.byName.get(name) ?? new Map<string, Series>();
    this.byName.set(name, held);
    // One metric's labels always come in one order, so their values alone tell its series apart.
    let key = '';
    for (const label in labels) key += `${labels[label] ?? ''}|`;
    const found = held.get(key);
    if (found) return found;
    const series = new Series({ __name__: name, ...labels }, step);
    held.set(key, series);
    return series;
  }

  /** Drops series that ended before anything retained, e.g. those of pods long gone. */
  prune(): void {
    for (const held of this.byName.values()) {
      for (const [key, series] of held) if (series.lastStep < this.newest - RETAINED_STEPS) held.delete(key);
    }
  }

  named(name: string): Series[] {
    return [...(this.byName.get(name)?.values() ?? [])];
  }

  all(): Series[] {
    return [...this.byName.values()].flatMap((held) => [...held.values()]);
  }

  names(): string[] {
    return [...this.byName.keys()].sort();
  }

  /** The newest step that has been recorded. */
  get newestStep(): number {
    return this.newest;
  }
}
