/** The four states of the look. They differ in colour, shape and word. */
export type Tone = 'good' | 'watch' | 'act' | 'unknown';

/** A state and the word that goes with it. */
export type Marked = { readonly tone: Tone; readonly word: string };

/** How far something is. No tone while it merely runs or waits: only what needs a look has a colour. */
export type Progress = { readonly tone: Tone | null; readonly word: string };

const order: Readonly<Record<Tone, number>> = { act: 3, watch: 2, unknown: 1, good: 0 };

/** The graver of two, the first where they are alike: what builds up doesn't soften what is beyond its limit now. */
export const graver = (one: Marked | null, other: Marked | null): Marked | null =>
  one === null || (other !== null && order[other.tone] > order[one.tone]) ? other : one;

/** The one a person must see first: act, watch, unknown, good. */
export const worst = (tones: readonly Tone[]): Tone =>
  tones.reduce<Tone>((found, tone) => (order[tone] > order[found] ? tone : found), 'good');
