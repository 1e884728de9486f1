import { invariant } from '#shared/lib/invariant.ts';
import type { PaperInput } from '#shared/views/paper/about.ts';
import type { Cell, Paper } from '#shared/views/paper/paper.ts';
import { paperHtml } from '#shared/views/paper/paper-html.ts';
import { paperOf } from '#shared/views/paper/paper-of.ts';
import type { FakeEngine } from '#test/renderer/fixtures/fake-engine.ts';

/** What a paper of this launch is made from. */
export const inputOf = (engine: FakeEngine, proven: PaperInput['proven'] = null): PaperInput => ({
  state: engine.state,
  now: engine.now,
  why: 'asked for',
  log: { position: engine.events.length, headHash: 'ab12'.repeat(16), events: engine.events },
  proven,
});

export function samplePaper(engine: FakeEngine, proven: PaperInput['proven'] = null): Paper {
  const paper = paperOf(inputOf(engine, proven));
  invariant(paper, 'a launch is open');
  return paper;
}

export const sampleHtml = (engine: FakeEngine, proven: PaperInput['proven'] = null): string =>
  paperHtml(samplePaper(engine, proven));

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** What somebody reads on it. */
export const textOf = (html: string): string =>
  html
    .replace(/<style>[\s\S]*?<\/style>/g, '')
    .replaceAll(/<\/?(?:span|small|a)(?: [^>]*)?>/g, '')
    .replaceAll(/<[^>]+>/g, '\n')
    .replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');

/** Rows, without those across the whole table, of a section's tables that have a column of this name. */
export const rowsOf = (paper: Paper, section: string, column: string): readonly (readonly Cell[])[] =>
  paper.sections
    .filter(({ id }) => id === section)
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'table' && block.head.includes(column) ? block.rows : []))
    .flatMap((row) => ('span' in row ? [] : [row]));
