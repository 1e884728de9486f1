import { namespaceMark } from '../dependencies.ts';
import { spoken } from '../format/duration.ts';
import { deploymentTone } from '../pod-problems.ts';
import { sources } from '../sources.ts';
import { gone, type Looked, row, sourceIds, type TileOf, type Told } from './looked.ts';

/** Where something comes from: how it stands, since when, why, and when it is asked again. */
export function ofSource(looked: Looked, { id }: TileOf<'source'>): Told {
  const { latest, now, freshMs } = looked;
  const source = latest.sources.find((one) => one.id === id);
  const view = sources(latest, now, freshMs).find((one) => one.id === id);
  if (source === undefined || view === undefined) return gone(id, 'a source');
  const { title, kind, state, since, seenAt, everyMs, fault, retryAt, partial, why } = source;
  return {
    ...{ title, about: `${kind}, asked every ${spoken(everyMs)}` },
    state: { tone: view.tone, word: view.text ?? 'live' },
    sources: [id],
    rows: [
      {
        title: 'How it stands',
        rows: [
          row(state, `for ${spoken(now - since)}`, { at: since }),
          row('last answer', seenAt === null ? 'never' : `${spoken(now - seenAt)} ago`, { at: seenAt }),
          ...(fault === null
            ? []
            : [row('why', fault.message), row('what to do', fault.hint ?? 'nothing: it is asked again by itself')]),
          ...(why === null ? [] : [row('why', why)]),
          ...(partial === null ? [] : [row('missing from its answer', partial)]),
          ...(retryAt === null
            ? []
            : [row('asked again', `in ${spoken(Math.max(0, retryAt - now))}`, { at: retryAt })]),
        ],
      },
    ],
  };
}

/** A namespace that is watched besides the launch's own. */
export function ofNamespace(looked: Looked, { source }: TileOf<'namespace'>): Told {
  const other = looked.latest.cluster?.others.find((one) => one.source === source);
  if (other === undefined) return gone(source, 'another namespace');
  const state = namespaceMark(other, looked.now, looked.freshMs);
  return {
    ...{ title: other.title, about: `namespace ${other.namespace} of ${other.context}`, state },
    sources: [source, ...sourceIds(looked, 'cluster')].filter((id, index, all) => all.indexOf(id) === index),
    rows: [
      {
        title: 'Deployments',
        rows: other.deployments.map((one) => {
          const { name, ready, wanted, restarts, problem } = one;
          const said = `${ready}/${wanted} ready, ${restarts} restarts${problem === null ? '' : `: ${problem}`}`;
          return row(name, said, { tone: deploymentTone(one) });
        }),
      },
    ],
  };
}
