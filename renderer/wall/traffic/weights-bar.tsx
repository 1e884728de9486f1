import type { ClusterObserved } from '#shared/contract/observed/cluster.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Expected } from '#shared/views/expected-traffic.ts';
import { figure } from '#shared/views/format/figure.ts';
import { canarySharePercent, type SignalPoint } from '#shared/views/signals/point.ts';
import { type ServiceWeight, weights } from '#shared/views/weights.ts';
import { Tile } from '../../console/detail/tile.tsx';

type Props = {
  readonly plan: LaunchPlan;
  readonly cluster: ClusterObserved | null;
  readonly point: SignalPoint | null;
  readonly expected: Expected;
  readonly now: number;
  readonly freshMs: number;
};

/** So many pieces of the bar have room for a name. */
const MOST_NAMED = 10;

/** The weights as the routes have them, and the share of requests that was seen. */
export function WeightsBar({ plan, cluster, point, expected, now, freshMs }: Props) {
  const found = weights(plan, cluster, now, freshMs);
  const seen = point?.requestsPerSecond ?? { stable: null, canary: null };
  const share = canarySharePercent(seen, expected);
  const requests = share === null ? null : (seen.stable ?? 0) + (seen.canary ?? 0);
  return (
    <Tile of={{ kind: 'weights' }} className="panel weights">
      <span className="wall-label">Traffic</span>
      {found.kind === 'one' ? <OneBar percent={found.canaryPercent} /> : null}
      {found.kind === 'apart' ? <Apart services={found.services} text={found.text} /> : null}
      {found.kind === 'unknown' ? <span className="weights-bar weights-unknown">{found.text}</span> : null}
      <span className="weights-seen">
        seen <b className="num">{share === null ? '–' : `${figure(share, 1)} %`}</b> of{' '}
        <span className="num">{figure(requests)}</span> req/s{point?.isPartial === true ? ', in part' : ''}
      </span>
    </Tile>
  );
}

const OneBar = ({ percent }: { readonly percent: number }) => (
  <span className="weights-bar">
    <i className="weights-canary" style={{ width: `${percent}%` }}>
      {percent >= 20 ? `canary ${percent} %` : ''}
    </i>
    <i className="weights-stable" style={{ width: `${100 - percent}%` }}>
      <span>{percent < 20 ? `canary ${percent} %` : ''}</span>
      <span>{percent <= 80 ? `stable ${100 - percent} %` : ''}</span>
    </i>
  </span>
);

/** While services move one by one: a piece of the bar for each, in launch order, with what is said of all of them. */
const Apart = ({ services, text }: { readonly services: readonly ServiceWeight[]; readonly text: string }) => (
  <span className="weights-apart">
    <span className="weights-pieces">
      {services.map(({ id, title, canaryPercent }) => (
        <span
          key={id}
          className={`weights-piece ${canaryPercent === null ? 'weights-piece-unknown' : ''}`}
          title={title}
        >
          <i style={{ width: `${canaryPercent ?? 0}%` }} />
          <span className="weights-piece-text">
            <b className="num">{canaryPercent === null ? '?' : canaryPercent}</b>
            <span className={services.length > MOST_NAMED ? 'sr-only' : 'weights-name ellipsis'}> {title}</span>
          </span>
        </span>
      ))}
    </span>
    <span className="weights-text ellipsis">{text}</span>
  </span>
);
