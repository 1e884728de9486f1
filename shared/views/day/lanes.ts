import type { PhaseStand } from '../projection/phase-stands.ts';
import type { DayThing } from '../projection.ts';
import type { Span } from './span.ts';
import { lateText } from './words.ts';

/** A thing in its lane: where its mark is, where it was planned, which row its label found. */
export type LaneMark = {
  readonly thing: DayThing;
  /** Pixels from the left of the axis. */
  readonly x: number;
  /** Null where the mark stands as planned. */
  readonly plannedX: number | null;
  readonly row: number;
  /** Pixels that the label may use; zero: there is no room for it. */
  readonly labelPx: number;
  /** The label stands left of its mark: there was no room to the right. */
  readonly isLeft: boolean;
};
export type Lane = {
  readonly id: LaneId;
  readonly title: string;
  readonly rows: number;
  readonly marks: readonly LaneMark[];
  /** What lies outside of the span, nearest first. */
  readonly earlier: readonly DayThing[];
  readonly later: readonly DayThing[];
};
export type LaneId = 'preparation' | 'lists' | 'gates' | 'launch' | 'reviews';
export type PhaseBar = { readonly stand: PhaseStand; readonly x: number; readonly widthPx: number };

const titles: Readonly<Record<LaneId, string>> = {
  preparation: 'Preparation',
  lists: 'Lists due',
  gates: 'Go/No-Go',
  launch: 'Launch',
  reviews: 'Reviews',
};
const mostRows: Readonly<Record<LaneId, number>> = { preparation: 3, lists: 1, gates: 1, launch: 3, reviews: 1 };
const LABEL = { charPx: 6.6, restPx: 26, mostPx: 230 } as const;
/** Half of a mark and the air around it. */
const MARK_PX = 9;

/** Which lane a thing is drawn in: entries with what they stand for, what people say after T-0 as reviews. */
export function laneOf({ kind, entry, plannedAt }: DayThing, tZeroPlannedAt: number): LaneId {
  if (kind === 'step' || entry?.step !== undefined) return 'launch';
  if (kind === 'gate' || entry?.gate !== undefined) return 'gates';
  if (kind === 'checklist' || entry?.checklist !== undefined) return 'lists';
  return kind === 'checkpoint' || plannedAt > tZeroPlannedAt ? 'reviews' : 'preparation';
}

/** What stands beside a label: `+20 min`, `overdue`; nothing where all is well. */
export const labelNote = (thing: DayThing): string =>
  thing.state !== 'late' ? '' : thing.isOverdue ? 'overdue' : lateText(thing);

/** The width a label wants: its words, and its note. */
const wantedPx = (thing: DayThing): number => {
  const note = labelNote(thing);
  const words = Math.min(LABEL.mostPx, thing.title.length * LABEL.charPx);
  return words + LABEL.restPx + (note === '' ? 0 : note.length * LABEL.charPx + 8);
};

/**
 * The lanes of the day's picture. Labels stand beside their marks in the first row with room; where there is none, the
 * mark stands alone and its words are a focus or a click away. `extraRows` is for high windows, below zero for low ones.
 */
export function lanesOf(
  things: readonly DayThing[],
  tZeroPlannedAt: number,
  span: Span,
  widthPx: number,
  extraRows = 0,
): readonly Lane[] {
  const xOf = (at: number): number => ((at - span.fromAt) / (span.toAt - span.fromAt)) * widthPx;
  return (Object.keys(titles) as LaneId[]).map((id) => {
    const own = things
      .filter((thing) => laneOf(thing, tZeroPlannedAt) === id)
      .toSorted((a, b) => a.projectedAt - b.projectedAt);
    const inside = own.filter(({ projectedAt }) => projectedAt >= span.fromAt && projectedAt <= span.toAt);
    const marks = packed(inside, xOf, widthPx, Math.max(1, mostRows[id] + extraRows));
    return {
      id,
      title: titles[id],
      rows: 1 + Math.max(0, ...marks.map(({ row }) => row)),
      marks,
      earlier: own.filter(({ projectedAt }) => projectedAt < span.fromAt).toReversed(),
      later: own.filter(({ projectedAt }) => projectedAt > span.toAt),
    };
  });
}

/** What has to be read first gets its words first: what is late or now, then what is to come, then what is done. */
const rank = ({ state }: DayThing): number => ['late', 'now', 'to-come', 'done'].indexOf(state);

type Taken = { readonly from: number; readonly to: number };

function packed(
  things: readonly DayThing[],
  xOf: (at: number) => number,
  widthPx: number,
  most: number,
): readonly LaneMark[] {
  const rows: Taken[][] = Array.from({ length: most }, () => []);
  const freeRow = (from: number, to: number): number =>
    from < -MARK_PX || to > widthPx ? -1 : rows.findIndex((taken) => isFree(taken, from, to));
  const placed = things
    .toSorted((a, b) => rank(a) - rank(b))
    .map((thing): LaneMark => {
      const x = xOf(thing.projectedAt);
      const planned = xOf(thing.plannedAt);
      const plannedX = Math.abs(planned - x) >= 3 ? planned : null;
      const wanted = wantedPx(thing);
      const right = { from: x - MARK_PX, to: x + wanted };
      const left = { from: x - wanted, to: x + MARK_PX };
      const inRight = freeRow(right.from, right.to);
      const inLeft = inRight >= 0 ? -1 : freeRow(left.from, left.to);
      const row = Math.max(inRight, inLeft);
      const isLeft = inLeft >= 0;
      rows[row]?.push(isLeft ? left : right);
      return { thing, x, plannedX, row, labelPx: row < 0 ? 0 : wanted, isLeft };
    });
  // What found no room for its words stands where it covers nobody else's; at worst in a row of its own.
  const last = 1 + Math.max(-1, ...placed.map(({ row }) => row));
  return placed
    .map((mark) => {
      if (mark.row >= 0) return mark;
      const bare = { from: mark.x - MARK_PX, to: mark.x + MARK_PX };
      const row = rows.slice(0, last).findIndex((taken) => isFree(taken, bare.from, bare.to));
      rows[row]?.push(bare);
      return { ...mark, row: row < 0 ? last : row };
    })
    .toSorted((a, b) => a.x - b.x);
}

const isFree = (taken: readonly Taken[], from: number, to: number): boolean =>
  taken.every((one) => to <= one.from || from >= one.to);

/** The phases as bars, cut to the span. */
export function phaseBars(phases: readonly PhaseStand[], span: Span, widthPx: number): readonly PhaseBar[] {
  const xOf = (at: number): number =>
    ((Math.min(span.toAt, Math.max(span.fromAt, at)) - span.fromAt) / (span.toAt - span.fromAt)) * widthPx;
  return phases
    .map((stand) => {
      const x = xOf(stand.projectedAt);
      return { stand, x, widthPx: xOf(stand.endsAt ?? span.toAt) - x };
    })
    .filter((bar) => bar.widthPx > 0);
}
