import type { ClockFacts } from '#shared/contract/facts.ts';
import type { MeasureSeries, ObservationBatch, SignalSample } from '#shared/contract/observations.ts';
import type { DetailFacts, DetailRow, TileRef } from '#shared/contract/observed/detail.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { LogKind } from '../log-kinds.ts';

export type ErrorLine = { readonly at: number; readonly pod: string; readonly text: string };

/** Everything that a detail is made of. Times are launch time, epoch ms. */
export type Looked = {
  readonly plan: LaunchPlan;
  readonly state: LaunchState;
  readonly clock: ClockFacts;
  readonly latest: ObservationBatch;
  /** Of the time that is looked at, oldest first. */
  readonly samples: readonly SignalSample[];
  readonly measures: readonly MeasureSeries[];
  /** The kind of error that is looked at, and its last lines, newest first; null when it is something else. */
  readonly errors: { readonly kind: LogKind; readonly lines: readonly ErrorLine[] } | null;
  readonly from: number;
  readonly now: number;
  /** How long a value may be believed. */
  readonly freshMs: number;
};

export type TileOf<K extends TileRef['kind']> = Extract<TileRef, { readonly kind: K }>;

/** What every kind of tile says of itself; the rest is put around it. */
export type Told = Pick<DetailFacts, 'title' | 'about' | 'state'> &
  Partial<Pick<DetailFacts, 'charts' | 'queries' | 'sources' | 'means' | 'rows' | 'missing'>>;

/** A row of a detail: without a tone, a time and a tile unless they are given. */
export const row = (label: string, text: string, more: Partial<DetailRow> = {}): DetailRow => ({
  ...{ label, text, tone: null, at: null, tile: null },
  ...more,
});

/** Sources of these kinds, by id. */
export const sourceIds = ({ latest }: Looked, ...kinds: readonly ObservationBatch['sources'][number]['kind'][]) =>
  latest.sources.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id);

/** What is said of something that isn't there any more. */
export const gone = (title: string, what: string): Told => ({
  ...{ title, about: what, state: { tone: 'unknown', word: 'gone' } },
  missing: 'It is not seen any more: it ended, was renamed, or its source does not answer.',
});
