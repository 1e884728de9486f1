import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import { figure } from '#shared/views/format/figure.ts';
import { seenWeight } from '#shared/views/seen-weight.ts';
import { canarySharePercent, type SignalPoint } from '#shared/views/signals/point.ts';

type Props = {
  readonly cluster: ClusterObserved | null;
  readonly point: SignalPoint | null;
  readonly now: number;
  readonly freshMs: number;
};

/** The weights as the routes have them, and the share of requests that was seen. */
export function WeightsBar({ cluster, point, now, freshMs }: Props) {
  const { percent, text } = seenWeight(cluster, now, freshMs);
  const share = canarySharePercent(point);
  const requests =
    point === null ? null : (point.requestsPerSecond.stable ?? 0) + (point.requestsPerSecond.canary ?? 0);
  return (
    <section className="panel weights" aria-label="Traffic weights">
      <span className="wall-label">Traffic</span>
      {percent === null ? (
        <div className="weights-bar weights-unknown">{text}</div>
      ) : (
        <div className="weights-bar">
          <i className="weights-canary" style={{ width: `${percent}%` }}>
            {percent >= 20 ? `canary ${percent} %` : ''}
          </i>
          <i className="weights-stable" style={{ width: `${100 - percent}%` }}>
            <span>{percent < 20 ? `canary ${percent} %` : ''}</span>
            <span>{percent <= 80 ? `stable ${100 - percent} %` : ''}</span>
          </i>
        </div>
      )}
      <span className="weights-seen">
        seen <b className="num">{share === null ? '–' : `${figure(share, 1)} %`}</b> of{' '}
        <span className="num">{figure(requests)}</span> req/s
      </span>
    </section>
  );
}
