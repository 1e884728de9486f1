import { lineOf } from '../../timeline.ts';
import type { About } from '../about.ts';
import { quiet, section, table, text } from '../blocks.ts';
import type { Row, Section } from '../paper.ts';

/** How many of the log's lines are told. */
export const LOG_LINES = 50;

/** The end of the log: what happened last, newest first. */
export function logLines({ log, state, words }: About): Section {
  const newest = log.events.slice(-LOG_LINES).toReversed();
  const rows = newest.map((stored): Row => {
    const line = lineOf(stored, state);
    return [
      String(line.position),
      words.exactly(line.at),
      `${line.title}${line.text === '' ? '' : `: ${line.text}`}`,
      quiet(line.actor),
    ];
  });
  return section('log', `The last ${newest.length} lines of the log`, [
    text(
      `Position ${log.position}, head ${log.headHash}. "tminus log verify" proves on any machine that a log with this head is whole.`,
    ),
    table(['Position 10', 'When 20', 'What 52', 'Who 18'], rows),
  ]);
}
