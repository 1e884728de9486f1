import { servicesOut } from '#shared/domain/rollout/services-out.ts';
import { dependencies } from '#shared/views/dependencies.ts';
import { lastChanges } from '#shared/views/last-change.ts';
import { type ServiceRow, serviceHealth } from '#shared/views/service-health.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { Age } from '../../ui/age.tsx';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { WallFrame } from '../wall-frame.tsx';
import { DependencyTile } from './dependency-tile.tsx';
import { ServiceLine } from './service-line.tsx';
import './health-screen.css';

const count = (rows: readonly ServiceRow[]) => {
  const words = new Map<string, { tone: ServiceRow['state']['tone']; count: number }>();
  for (const { state } of rows)
    words.set(state.word, { tone: state.tone, count: (words.get(state.word)?.count ?? 0) + 1 });
  return [...words];
};

/** Screen 1: eight services in launch order, and what they depend on. */
export function HealthScreen() {
  const state = useLaunch((replica) => replica.state);
  const { latest, samples } = useObservations();
  const now = useNow();
  const freshMs = useFreshMs();
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  const rows = serviceHealth(plan, { latest, samples, now, freshMs, out: servicesOut(state) });
  const changes = lastChanges(state);
  return (
    <WallFrame
      number={1}
      title="Service health"
      summary={count(rows).map(([word, { tone, count: number }]) => (
        <StateMark key={word} tone={tone}>
          {number} {word}
        </StateMark>
      ))}
    >
      <Panel title="Services" aside={<Age at={latest?.cluster?.at ?? null} now={now} />} className="health-panel">
        <ul className="health-rows">
          <li className="health-row health-head" aria-hidden="true">
            <span />
            <span>Service</span>
            <span>State</span>
            <span>Pods</span>
            <span>Image</span>
            <span>Error rate</span>
            <span>p95</span>
            <span>Last change</span>
          </li>
          {rows.map((row) => (
            <ServiceLine key={row.id} row={row} change={changes.get(row.id) ?? null} now={now} />
          ))}
        </ul>
      </Panel>
      <div className="health-dependencies">
        {dependencies(plan, latest, now, freshMs).map((dependency) => (
          <DependencyTile key={dependency.title} {...dependency} />
        ))}
      </div>
    </WallFrame>
  );
}
