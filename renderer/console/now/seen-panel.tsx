import type { Action } from '#shared/domain/action/state.ts';
import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { shareRows } from '#shared/views/share-rows.ts';
import { newestKnown } from '#shared/views/signals/freshness.ts';
import { useFreshMs } from '../../stores/fresh-ms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useObservations } from '../../stores/observations.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { Table } from '../../ui/table.tsx';

type Props = { readonly action: Action; readonly step: Step; readonly now: number };

/** Verified means seen, not sent: each service, what is expected and what is seen. */
export function SeenPanel({ action, step, now }: Props) {
  const plan = useLaunch((replica) => replica.state.launch?.plan);
  const { latest, samples } = useObservations();
  const freshMs = useFreshMs();
  if (plan === undefined) return null;
  const rows = shareRows(plan, step, {
    cluster: latest?.cluster ?? null,
    sample: newestKnown(samples, { latest, now, freshMs }),
    now,
    freshMs,
  });
  return (
    <Panel title="Expected and seen" aside={action.title} scrolls>
      <Table label="Expected and seen" head={['Service', 'Weight', 'Canary pods', 'Share of requests', 'Expected', '']}>
        {rows.map((row) => (
          <tr key={row.service}>
            <td>{row.title}</td>
            <td className="num">{row.weight}</td>
            <td className="num">{row.pods}</td>
            <td className="num">{row.share}</td>
            <td className="num dim">{row.expected}</td>
            <td>
              <StateMark tone={row.mark.tone}>{row.mark.word}</StateMark>
            </td>
          </tr>
        ))}
      </Table>
    </Panel>
  );
}
