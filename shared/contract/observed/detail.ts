import { z } from 'zod';

const Name = z.string().min(1).max(300);

/** The signals that every service shows. */
export const TileSignal = z.enum(['error-rate', 'p95', 'requests']);
export type TileSignal = z.infer<typeof TileSignal>;

/** Anything on a screen that can be looked at closer. Whoever shows a tile says with one of these what it is of. */
export const TileRef = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('service'), service: Name }),
  z.strictObject({ kind: z.literal('pod'), pod: Name }),
  /** Of one service, or of the launch as a whole. */
  z.strictObject({ kind: z.literal('signal'), signal: TileSignal, service: Name.nullable() }),
  z.strictObject({ kind: z.literal('weights') }),
  z.strictObject({ kind: z.literal('measure'), id: Name }),
  /** What services stand on: `PostgreSQL`. */
  z.strictObject({ kind: z.literal('dependency'), title: Name }),
  z.strictObject({ kind: z.literal('monitor'), id: Name }),
  z.strictObject({ kind: z.literal('vendor'), id: Name }),
  z.strictObject({ kind: z.literal('public-page') }),
  z.strictObject({
    kind: z.literal('alert'),
    name: Name,
    /** Those that tell it from others of its name; all of its labels do. */
    labels: z.record(z.string().max(200), z.string().max(1000)).default({}),
  }),
  /** Lines of the same kind, as the log screen groups them. */
  z.strictObject({ kind: z.literal('log-kind'), fingerprint: z.string().min(1).max(10_000) }),
  /** Of our outbox. */
  z.strictObject({ kind: z.literal('message'), id: Name }),
  /** One that was asked for here. */
  z.strictObject({ kind: z.literal('silence'), id: Name }),
  z.strictObject({ kind: z.literal('source'), id: Name }),
  /** A namespace that is watched besides the launch's own, by the id of its source. */
  z.strictObject({ kind: z.literal('namespace'), source: Name }),
]);
export type TileRef = z.infer<typeof TileRef>;

/** How far back a detail looks. `canary`: since the canary got its first traffic. */
export const DetailSpan = z.enum(['quarter', 'hour', 'canary']);
export type DetailSpan = z.infer<typeof DetailSpan>;

type DetailTone = 'good' | 'watch' | 'act' | 'unknown';

/** One line of a chart: values beside the chart's times, null where nothing was measured. */
export type DetailLine = {
  readonly name: string;
  readonly color: 'stable' | 'canary' | 'other';
  readonly values: readonly (number | null)[];
};
export type DetailLimit = { readonly value: number; readonly label: string; readonly tone: 'watch' | 'act' };
export type DetailChartFacts = {
  readonly title: string;
  readonly unit: string;
  readonly digits: number;
  /** The chart's upper end is at least this. */
  readonly least: number;
  /** At most 300, oldest first (performance.md). */
  readonly times: readonly number[];
  readonly lines: readonly DetailLine[];
  readonly limits: readonly DetailLimit[];
};

/** How what is shown was asked for, to be asked again elsewhere. */
export type DetailQuery = { readonly title: string; readonly language: string; readonly text: string };

/** What it means for a rollback criterion or a metric of the canary. */
export type DetailMeaning = {
  readonly id: string;
  readonly title: string;
  readonly tone: DetailTone;
  readonly text: string;
  /** Until it trips if it goes on, milliseconds; null when nothing builds up. */
  readonly leftMs: number | null;
};

export type DetailRow = {
  readonly label: string;
  readonly text: string;
  readonly tone: DetailTone | null;
  /** When it was; null where it has no time of its own. */
  readonly at: number | null;
  /** What it leads to. */
  readonly tile: TileRef | null;
};
export type DetailRows = { readonly title: string; readonly rows: readonly DetailRow[] };
export type DetailLink = { readonly title: string; readonly url: string };

/** Everything known of one tile. Times are launch time, epoch ms. */
export type DetailFacts = {
  readonly tile: TileRef;
  readonly at: number;
  readonly title: string;
  /** What it is, in a sentence or a few words. */
  readonly about: string;
  readonly state: { readonly tone: DetailTone; readonly word: string };
  readonly from: number;
  readonly charts: readonly DetailChartFacts[];
  readonly queries: readonly DetailQuery[];
  /** Ids of the sources it comes from. */
  readonly sources: readonly string[];
  readonly means: readonly DetailMeaning[];
  readonly rows: readonly DetailRows[];
  readonly links: readonly DetailLink[];
  /** What could not be had, and why; null when all of it is there. */
  readonly missing: string | null;
};
