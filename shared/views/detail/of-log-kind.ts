import { gone, type Looked, row, sourceIds, type TileOf, type Told } from './looked.ts';
import { chartOf } from './signal-charts.ts';

const MINUTE_MS = 60_000;
/** Silent for so long, it is over for now. */
const QUIET_AFTER_MS = 5 * MINUTE_MS;

/** Errors of one kind: how many a minute, since when, the last lines as they came. */
export function ofLogKind(looked: Looked, { fingerprint }: TileOf<'log-kind'>): Told {
  if (looked.errors === null) return gone(fingerprint, 'a kind of error');
  const { kind, lines } = looked.errors;
  const first = kind.minute - kind.minutes.length + 1;
  const chart = { title: 'Errors a minute', unit: '', digits: 0, least: 5, limits: [] };
  const counts = { title: 'errors', color: 'other' as const, values: kind.minutes };
  const times = kind.minutes.map((_, index) => (first + index) * MINUTE_MS);
  const isQuiet = looked.now - kind.lastAt > QUIET_AFTER_MS;
  return {
    title: kind.text,
    about: `${kind.service}, ${Object.keys(kind.lastBySubset).join(' and ')}: ${kind.count} times`,
    state: isQuiet ? { tone: 'unknown', word: 'quiet' } : { tone: 'watch', word: 'goes on' },
    charts: [chartOf(chart, { times, lines: [counts] }, MINUTE_MS)],
    sources: sourceIds(looked, 'logs'),
    rows: [
      {
        title: 'When',
        rows: [row('first seen', '', { at: kind.firstAt }), row('last seen', kind.pod, { at: kind.lastAt })],
      },
      {
        title: 'Belongs to',
        rows: [row(kind.service, 'the service', { tile: { kind: 'service', service: kind.service } })],
      },
      {
        title: 'Last lines',
        rows: lines.map(({ at, pod, text }) => row(pod, text, { at, tile: { kind: 'pod', pod } })),
      },
    ],
  };
}
