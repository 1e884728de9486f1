import { age, spoken } from '#shared/views/format/duration.ts';
import { sources } from '#shared/views/sources.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { openDetail } from './open-detail.ts';

/** Where it comes from, how old that is, and what is the matter with it. */
export function DetailSources({ ids }: { readonly ids: readonly string[] }) {
  const latest = useObservations((seen) => seen.latest);
  const now = useNow();
  const freshMs = useFreshMs();
  const own = sources(latest, now, freshMs).filter(({ id }) => ids.includes(id));
  if (ids.length === 0) return null;
  return (
    <section className="drawer-part">
      <h3>Where it comes from</h3>
      <ul className="drawer-rows">
        {own.map(({ id, title, tone, text, ageMs, fault }) => {
          const every = latest?.sources.find((source) => source.id === id)?.everyMs ?? 0;
          return (
            <li key={id}>
              <span className="drawer-row-name">
                <button type="button" className="link-button" onClick={() => openDetail({ kind: 'source', id })}>
                  <StateMark tone={tone}>{title}</StateMark>
                </button>
                <span className="num dim">{ageMs === null ? 'never answered' : `${age(ageMs)} ago`}</span>
              </span>
              <span className="muted">
                {fault === null
                  ? (text ?? `live, every ${spoken(every)}`)
                  : `${fault.message} ${fault.hint ?? ''}`.trim()}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
