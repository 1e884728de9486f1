import { silenceMarks } from '../status/alert-rows.ts';
import { gone, type Looked, row, sourceIds, type TileOf, type Told } from './looked.ts';

/** A silence that was asked for here: of what, why, by whom and until when. */
export function ofSilence(looked: Looked, { id }: TileOf<'silence'>): Told {
  const { silences, roster } = looked.state;
  const silence = silences.silences.find((one) => one.id === id);
  if (silence === undefined) return gone(id, 'a silence');
  const { alert, matchers, reason, by, askedAt, endsAt, standing, trouble } = silence;
  const labels = Object.fromEntries(
    matchers.filter(({ name }) => name !== 'alertname').map(({ name, value }) => [name, value]),
  );
  return {
    ...{ title: `Silence of ${alert}`, about: reason, state: silenceMarks[standing] },
    sources: sourceIds(looked, 'alerts'),
    rows: [
      {
        title: 'How it stands',
        rows: [
          row('asked for by', roster.people[by]?.name ?? by, { at: askedAt }),
          row('ends', '', { at: endsAt }),
          ...(trouble === null ? [] : [row('trouble', trouble, { tone: 'act' })]),
          row(alert, 'the alert itself', { tile: { kind: 'alert', name: alert, labels } }),
        ],
      },
      { title: 'Only with these labels', rows: matchers.map(({ name, value }) => row(name, value)) },
    ],
  };
}
