import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { servicesOut } from '#shared/domain/rollout/services-out.ts';
import { figure, noValue, percent } from '#shared/views/format/figure.ts';
import { shareRows } from '#shared/views/share-rows.ts';
import { newestKnown } from '#shared/views/signals/freshness.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useObservations } from '../../stores/observations.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';

/** Each service with its weight, pods, error rate and p95 by subset, as they are now. */
export function ServicesTable({ step, now }: { readonly step: Step; readonly now: number }) {
  const state = useLaunch((replica) => replica.state);
  const plan = state.launch?.plan;
  const out: ReadonlySet<string> = servicesOut(state);
  const { latest, samples } = useObservations();
  const freshMs = useFreshMs();
  if (plan === undefined) return null;
  const sample = newestKnown(samples, { latest, now, freshMs });
  const rows = shareRows(plan, step, { cluster: latest?.cluster ?? null, sample, now, freshMs });
  const signal = (service: string, subset: 'stable' | 'canary') =>
    sample?.subsets.find((one) => one.service === service && one.subset === subset);
  return (
    <Panel title="Services now" aside="canary / stable">
      <Table
        label="Services now"
        head={['Service', 'Weight', 'Canary pods', 'Share of requests', 'Error rate', 'p95', '']}
      >
        {rows.map((row) => {
          const [canary, stable] = [signal(row.service, 'canary'), signal(row.service, 'stable')];
          return (
            <tr key={row.service}>
              <td>{row.title}</td>
              <td className="num">{row.weight}</td>
              <td className="num">{row.pods}</td>
              <td className="num">{row.share}</td>
              <td className="num">
                <span className="canary">{percent(canary?.errorRatePercent)}</span> /{' '}
                <span className="stable">{percent(stable?.errorRatePercent)}</span>
              </td>
              <td className="num">
                <span className="canary">{canary?.p95Ms == null ? noValue : figure(canary.p95Ms)}</span> /{' '}
                <span className="stable">{stable?.p95Ms == null ? noValue : `${figure(stable.p95Ms)} ms`}</span>
              </td>
              <td className="right">
                {out.has(row.service) ? (
                  <StateMark tone="watch">rolled back alone</StateMark>
                ) : row.weight === '–' ? (
                  <StateMark tone="unknown">unknown</StateMark>
                ) : sample?.isPartial === true ? (
                  <StateMark tone="unknown">in part</StateMark>
                ) : null}
              </td>
            </tr>
          );
        })}
      </Table>
    </Panel>
  );
}
