import type { Step } from '#shared/domain/plan/launch-plan.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { stepSummary } from '#shared/views/step-summary.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';

/** What a step will do, from the runbook; the plan against the live cluster comes when it is asked for. */
export function StepPreview({ step }: { readonly step: Step }) {
  const plan = useLaunch((replica) => replica.state.launch?.plan);
  if (plan === undefined) return null;
  return (
    <Panel title={`What ${step.title} does`} aside="from the runbook" scrolls>
      <ul className="preview-list">
        {stepSummary(step).map((line) => (
          <li key={line.what}>
            <span>{line.what}</span>
            <span className="muted right">{line.text}</span>
          </li>
        ))}
        <li>
          <span>Who</span>
          <span className="muted right">{authorityById(plan, step.authority)?.title ?? step.authority}</span>
        </li>
      </ul>
    </Panel>
  );
}
