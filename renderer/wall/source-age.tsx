import type { SourceKind } from '#shared/contract/observed/source.ts';
import { age } from '#shared/views/format/duration.ts';
import { sources } from '#shared/views/sources.ts';
import { useFreshMs } from '../stores/fresh-ms.ts';
import { useNow } from '../stores/now.ts';
import { useObservations } from '../stores/observations.ts';
import { StateMark } from '../ui/state-mark.tsx';

const titles: Partial<Readonly<Record<SourceKind, string>>> = { cluster: 'cluster', metrics: 'metrics' };

type Props = {
  readonly kind: SourceKind;
  /** When what is shown was seen. */
  readonly at: number | null;
};

/** How old what a panel shows is, and what is the matter with its source: failing, stale, or whole only in part. */
export function SourceAge({ kind, at }: Props) {
  const latest = useObservations((seen) => seen.latest);
  const now = useNow();
  const freshMs = useFreshMs();
  const ids = new Set(latest?.sources.filter((one) => one.kind === kind).map(({ id }) => id) ?? []);
  const troubled = sources(latest, now, freshMs).find(({ id, tone }) => ids.has(id) && tone !== 'good');
  const text = `${titles[kind] ?? kind} ${at === null ? 'no data' : `${age(now - at)} ago`}`;
  if (troubled === undefined) return <span>{text}</span>;
  return (
    <StateMark tone={troubled.tone}>
      {text}, {troubled.text}
    </StateMark>
  );
}
