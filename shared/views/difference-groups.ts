import type { AdoptionDifference } from '#shared/contract/facts.ts';
import { spoken } from './format/duration.ts';
import { capital } from './format/sentence.ts';

type Line = AdoptionDifference['lines'][number];
export type DifferenceLine = {
  /** The part of the runbook: `Services`. */
  readonly area: string;
  /** What of it: `Auth Service, image`. */
  readonly what: string;
  readonly from: string;
  readonly to: string;
};
export type DifferenceGroup = {
  readonly kind: 'changed' | 'added' | 'removed';
  readonly title: string;
  readonly lines: readonly DifferenceLine[];
};
const titles = { changed: 'Changed', removed: 'No longer there', added: 'New' } as const;

/** The lines of a difference by what happens to them, as people read them; a kind without lines is left out. */
export const differenceGroups = ({ lines }: Pick<AdoptionDifference, 'lines'>): readonly DifferenceGroup[] =>
  (['changed', 'removed', 'added'] as const)
    .map((kind) => ({ kind, title: titles[kind], lines: lines.filter((line) => line.kind === kind).map(readable) }))
    .filter((group) => group.lines.length > 0);

function readable({ what, from, to }: Line): DifferenceLine {
  const [area = '', ...rest] = what.split(', ');
  const last = rest.at(-1) ?? area;
  const say = last.endsWith(' ms')
    ? durationText
    : last === 'at' || last.endsWith(' at')
      ? offsetText
      : (text: string) => text;
  return {
    area: capital(area),
    what: rest.join(', ').replace(/ ms$/, ''),
    from: say(from),
    to: say(to),
  };
}

const isNumber = (text: string): boolean => /^-?\d+$/.test(text);
const durationText = (text: string): string => (isNumber(text) ? spoken(Number(text)) : text);
/** `T-45 min` */
const offsetText = (text: string): string =>
  isNumber(text) ? `T${Number(text) < 0 ? '-' : '+'}${spoken(Math.abs(Number(text)))}` : text;
