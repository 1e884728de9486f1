import { figure, noValue, percent } from '#shared/views/format/figure.ts';
import type { Pods, ServiceRow } from '#shared/views/service-health.ts';
import { usePresenter } from '../../stores/presentation.ts';
import { Spark } from '../../ui/spark.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

type Of = { readonly row: ServiceRow };

const podsText = (pods: Pods | null): string => (pods === null ? noValue : `${pods.ready}/${pods.wanted}`);
const worst = ({ stable, canary }: ServiceRow['p95Ms']): number | null =>
  stable === null && canary === null ? null : Math.max(stable ?? 0, canary ?? 0);

/** Ready of wanted, stable and canary. */
export const PodsText = ({ row }: Of) => (
  <span className="health-two health-pods num">
    <span className="stable">{podsText(row.stable)} stable</span>
    <span className={row.canary === null ? 'dim' : 'canary'}>{podsText(row.canary)} canary</span>
  </span>
);

/** The same where there is little room: stable over canary. */
export const PodsShort = ({ row }: Of) => (
  <span className="health-two num">
    <span className="stable">
      {podsText(row.stable)}
      <span className="sr-only"> stable</span>
    </span>
    <span className={row.canary === null ? 'dim' : 'canary'}>
      {podsText(row.canary)}
      <span className="sr-only"> canary</span>
    </span>
  </span>
);

/** What needs to be known under a service's name: its trouble, else a warning, else what it depends on. */
export function UnderName({ row }: Of) {
  const isPresenter = usePresenter();
  if (row.isOut) return <StateMark tone="watch">rolled back alone</StateMark>;
  if (isPresenter) return <span className="dim ellipsis">{row.dependsOn}</span>;
  if (row.problem !== null) return <span className="act ellipsis">{row.problem}</span>;
  if (row.warning !== null) return <span className="watch ellipsis">{row.warning}</span>;
  return <span className="dim ellipsis">{row.dependsOn}</span>;
}

/** The image, both where stable and canary run different ones, and how often containers have started anew. */
export function ImageText({ row }: Of) {
  const { image, restarts } = row;
  const fresh = restarts?.sinceCanary ?? 0;
  return (
    <span className="health-two health-image num">
      <span className="ellipsis">
        {image.stable ?? noValue}
        {image.canary === null ? null : (
          <>
            {' '}
            <span className="dim">→</span> <span className="canary">{image.canary}</span>
          </>
        )}
      </span>
      <span className={fresh > 0 ? 'watch' : 'dim'}>
        {restarts === null ? noValue : `${figure(restarts.all)} restarts${fresh > 0 ? `, +${figure(fresh)}` : ''}`}
      </span>
    </span>
  );
}

/** The newest image and the restarts there were, where there is little room. */
export function ImageShort({ row: { image, restarts } }: Of) {
  const fresh = restarts?.sinceCanary ?? 0;
  return (
    <span className="num">
      <span className={image.canary === null ? 'dim' : 'canary'}>{image.canary ?? image.stable ?? noValue}</span>
      {restarts === null || restarts.all === 0 ? null : (
        <span className={fresh > 0 ? 'watch' : 'dim'}> {figure(restarts.all)} restarts</span>
      )}
    </span>
  );
}

/** The last half hour, canary before stable; a gap where nothing was seen. */
function TrendOf({
  row,
  signal,
  label,
}: Of & { readonly signal: 'errorRatePercent' | 'p95Ms'; readonly label: string }) {
  const { stable, canary } = row.trend;
  const isBad = signal === 'errorRatePercent' ? row.state.word === 'errors' : row.state.word === 'slow';
  const front = canary?.[signal].some((value) => value !== null) ? canary : stable;
  const color =
    front === null
      ? 'unknown'
      : isBad
        ? row.state.tone === 'act'
          ? 'act'
          : 'watch'
        : front === canary
          ? 'canary'
          : 'stable';
  return (
    <span className="health-spark">
      <Spark
        values={front?.[signal] ?? []}
        color={color}
        least={signal === 'errorRatePercent' ? (row.errorLimitPercent ?? 0) : 0}
        label={`${row.title}: ${label}, last 30 minutes`}
        against={front !== canary || stable === null ? null : { values: stable[signal], color: 'stable' }}
      />
    </span>
  );
}

export const ErrorRate = ({ row }: Of) => (
  <span className="health-trend">
    <TrendOf row={row} signal="errorRatePercent" label="error rate" />
    <span className="health-value num">{percent(worst(row.errorRatePercent))}</span>
  </span>
);

export function Latency({ row }: Of) {
  const value = worst(row.p95Ms);
  return (
    <span className="health-trend">
      <TrendOf row={row} signal="p95Ms" label="p95" />
      <span className="health-value num">{value === null ? noValue : `${figure(value)} ms`}</span>
    </span>
  );
}
