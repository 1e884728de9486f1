/** All samples lie on one grid of launch time, this far apart. */
export const STEP_MS = 5_000;
const RETAINED_STEPS = 8 * 720;

export type Labels = Readonly<Record<string, string>>;

/** One metric with its labels. A step without a sample is NaN: what stopped reporting is gone, not zero. */
export class Series {
  readonly labels: Labels;
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

  get lastStep(): number {
    return this.first + this.values.length - 1;
  }
}

/** Every series there is, by metric name. */
export class SeriesStore {
  private readonly byName = new Map<string, Map<string, Series>>();
  private newest = 0;

  record(step: number, name: string, labels: Labels, value: number): void {
    const key = Object.entries(labels)
      .map(([label, text]) => `${label}=${text}`)
      .join(',');
    const held = this.byName.get(name) ?? new Map<string, Series>();
    this.byName.set(name, held);
    const series = held.get(key) ?? new Series({ __name__: name, ...labels }, step);
    held.set(key, series);
    series.push(step, value);
    this.newest = step;
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
