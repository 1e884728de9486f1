import { age } from '#shared/views/format/duration.ts';
import { figure, noValue, percent } from '#shared/views/format/figure.ts';
import type { LastChange } from '#shared/views/last-change.ts';
import type { Pods, ServiceRow } from '#shared/views/service-health.ts';
import { Spark } from '../../ui/spark.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

type Props = { readonly row: ServiceRow; readonly change: LastChange | null; readonly now: number };

const podsText = (pods: Pods | null): string => (pods === null ? noValue : `${pods.ready}/${pods.wanted}`);
const trendColor = (tone: ServiceRow['state']['tone']) => (tone === 'good' ? 'canary' : tone);

/** One service: what is read from afar in large, what is read close by in small. */
export function ServiceLine({ row, change, now }: Props) {
  const { state } = row;
  return (
    <li className="health-row">
      <span className="dim">{row.group}</span>
      <span className="health-name">
        <b className="ellipsis">{row.title}</b>
        {row.isOut ? (
          <small>
            <StateMark tone="watch">rolled back alone</StateMark>
          </small>
        ) : (
          <small className="dim ellipsis">{row.problem ?? row.dependsOn}</small>
        )}
      </span>
      <span className="health-state">
        <StateMark tone={state.tone}>{state.word}</StateMark>
      </span>
      <span className="health-two num">
        <span className="stable">{podsText(row.stable)} stable</span>
        <span className="canary">{podsText(row.canary)} canary</span>
      </span>
      <span className="health-two num">
        <span>{row.image ?? noValue}</span>
        <span className="dim">{row.restarts === null ? noValue : `${row.restarts} restarts`}</span>
      </span>
      <span className="health-trend">
        <span className="health-spark">
          <Spark values={row.errorTrend} color={trendColor(state.tone)} label={`${row.title}: error rate`} />
        </span>
        <span className="health-value num">{percent(row.errorRatePercent)}</span>
      </span>
      <span className="health-trend">
        <span className="health-spark">
          <Spark
            values={row.p95Trend}
            color={state.tone === 'unknown' ? 'unknown' : 'stable'}
            label={`${row.title}: p95`}
          />
        </span>
        <span className="health-value num">{row.p95Ms === null ? noValue : `${figure(row.p95Ms)} ms`}</span>
      </span>
      <span className="health-two dim">
        <span>{change?.what ?? noValue}</span>
        <span className="num">{change === null ? '' : `${age(now - change.at)} ago`}</span>
      </span>
    </li>
  );
}
