import { useMemo } from 'react';
import { servicesOut } from '#shared/domain/rollout/services-out.ts';
import { dependencies } from '#shared/views/dependencies.ts';
import { lastChanges } from '#shared/views/last-change.ts';
import { type ServiceRow, serviceHealth } from '#shared/views/service-health.ts';
import { allKnown } from '#shared/views/signals/freshness.ts';
import { trends, trendsEnd } from '#shared/views/signals/trends.ts';
import type { Marked, Tone } from '#shared/views/tone.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { useObservations } from '../../stores/observations.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { SourceAge } from '../source-age.tsx';
import { WallFrame } from '../wall-frame.tsx';
import { DependencyStrip } from './dependency-strip.tsx';
import { MOST_LINES, ServiceList } from './service-list.tsx';
import './health-screen.css';

const gravestFirst: readonly Tone[] = ['act', 'watch', 'unknown', 'good'];

/** How many services are in each state, the gravest first. One word may stand for more than one: errors beyond this limit or that. */
const count = (rows: readonly ServiceRow[]) => {
  const states = new Map<string, Marked & { readonly count: number }>();
  for (const { state } of rows) {
    const key = `${state.tone} ${state.word}`;
    states.set(key, { ...state, count: (states.get(key)?.count ?? 0) + 1 });
  }
  const rank = ({ tone }: Marked): number => gravestFirst.indexOf(tone);
  return [...states.values()].toSorted((a, b) => rank(a) - rank(b));
};

/** Screen 1: the services in launch order, and what they stand on. */
export function HealthScreen() {
  const state = useLaunch((replica) => replica.state);
  const latest = useObservations((seen) => seen.latest);
  const kept = useObservations((seen) => seen.samples);
  const knownUntil = latest?.knownUntil ?? null;
  const samples = useMemo(() => allKnown(kept, { knownUntil }), [kept, knownUntil]);
  const now = useNow();
  const freshMs = useFreshMs();
  const plan = state.launch?.plan;
  const changes = useMemo(() => lastChanges(state), [state]);
  const out = useMemo(() => servicesOut(state), [state]);
  const end = trendsEnd(samples, now, freshMs);
  const stepMs = plan?.signals.stepMs ?? 0;
  const trend = useMemo(() => trends(samples, end, stepMs), [samples, end, stepMs]);
  if (plan === undefined) return null;
  const rows = serviceHealth(plan, { latest, samples, now, freshMs, out, trend });
  return (
    <WallFrame
      number={1}
      title="Service health"
      summary={count(rows).map(({ word, tone, count: number }) => (
        <StateMark key={`${tone} ${word}`} tone={tone}>
          {number} {word}
        </StateMark>
      ))}
    >
      <Panel
        title="Services"
        aside={
          <>
            {rows.length > MOST_LINES ? <span>pods: stable over canary</span> : null}
            <SourceAge kind="cluster" at={latest?.cluster?.at ?? null} />{' '}
            <SourceAge kind="metrics" at={samples.at(-1)?.at ?? null} />
          </>
        }
        className="health-panel"
      >
        <ServiceList rows={rows} changes={changes} now={now} />
      </Panel>
      <DependencyStrip dependencies={dependencies(plan, latest, now, freshMs)} />
    </WallFrame>
  );
}
