import type { Block, Cell, Line, Row, Section } from './paper.ts';

/** Short ways to say the parts of a paper. */
export const heading = (text: string, aside = ''): Block => ({ kind: 'heading', text, aside });
export const text = (words: string, look: 'plain' | 'quiet' | 'warning' = 'plain'): Block => ({
  kind: 'text',
  text: words,
  look,
});
export const facts = (rows: readonly (readonly [string, Cell])[]): Block => ({ kind: 'facts', rows });
export const list = (items: readonly Cell[]): Block => ({ kind: 'list', items });
export const steps = (lines: readonly Line[]): Block => ({ kind: 'steps', lines });
export const paste = (words: string): Block => ({ kind: 'paste', text: words });

/** A table whose columns are `title width`, e.g. `Item 40`; without rows it says that there is none. */
export function table(columns: readonly string[], rows: readonly Row[], none = 'None.'): Block {
  if (rows.length === 0) return text(none, 'quiet');
  const parts = columns.map((column) => /^(.*?)(?: (\d+))?$/.exec(column));
  return {
    kind: 'table',
    head: parts.map((part) => part?.[1] ?? ''),
    widths: parts.map((part) => Number(part?.[2] ?? 0)),
    rows,
  };
}

export const section = (
  id: string,
  title: string,
  blocks: readonly Block[],
  place: Section['place'] = 'page',
): Section => ({ id, title, place, blocks });

export const strong = (words: string): Line => ({ text: words, look: 'strong' });
export const quiet = (words: string): Line => ({ text: words, look: 'quiet' });
export const code = (words: string): Line => ({ text: words, look: 'code' });
export const alarm = (words: string): Line => ({ text: words, look: 'alarm' });
export const blank = (what: string): Line => ({ text: what, look: 'blank' });

/** Lines without those that say nothing. */
export const lines = (...all: readonly (Line | null | undefined | false)[]): readonly Line[] =>
  all.filter((line): line is Line => line !== null && line !== undefined && line !== false && line !== '');

/** A line of words that ends in a value the pack leaves as `not set`: that value is left free. */
export const orFree = (words: string): Line =>
  words.endsWith('not set') ? blank(words.slice(0, -'not set'.length).replace(/[:\s]+$/, '')) : words;

/** A value that may be missing or that the pack leaves as `not set`: then a line to write it on. */
export const orBlank = (value: string | undefined, what: string): Line =>
  value === undefined || value.trim() === '' || value === 'not set' ? blank(what) : value;
