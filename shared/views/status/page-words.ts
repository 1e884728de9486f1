import type { PageObserved } from '../../contract/observed/outside.ts';
import type { Marked, Tone } from '../tone.ts';

const tones: Readonly<Record<string, Tone>> = {
  none: 'good',
  minor: 'watch',
  maintenance: 'watch',
  major: 'act',
  critical: 'act',
};
const words: Readonly<Record<string, string>> = { none: 'operational' };

/** A status page's indicator as a state; a word that isn't known is unknown, never good. */
export const indicatorMark = (indicator: string): Marked => ({
  tone: tones[indicator] ?? 'unknown',
  word: words[indicator] ?? indicator,
});

/**
 * What of a page needs a look, in its own words, each said once: open incidents first, then components that aren't operational.
 * Two components may have one name, in two groups.
 */
export const troublesOf = ({ incidents, troubled }: PageObserved): readonly string[] => {
  const said = [
    ...incidents.map(({ name, status }) => (status === '' ? name : `${name} (${status.replaceAll('_', ' ')})`)),
    ...troubled.map(({ name, status }) => `${name}: ${status.replaceAll('_', ' ')}`),
  ];
  return [...new Set(said)];
};
