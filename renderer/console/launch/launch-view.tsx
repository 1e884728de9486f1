import { currentStep } from '#shared/views/position.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { choose, useView } from '../../stores/view.ts';
import { DetailCharts } from './detail-charts.tsx';
import { PhaseList } from './phase-list.tsx';
import { ServicesTable } from './services-table.tsx';
import { StepDetail } from './step-detail.tsx';
import './launch.css';

/** The whole rollout: phases and steps, one of them in detail, the signals to read. */
export function LaunchView() {
  const state = useLaunch((replica) => replica.state);
  const target = useView((view) => view.target);
  const now = useNow();
  const plan = state.launch?.plan;
  if (plan === undefined) return null;
  const step = plan.steps.find((one) => one.id === target) ?? currentStep(state, now) ?? plan.steps.at(-1);
  return (
    <>
      <div className="launch-grid">
        <PhaseList now={now} selected={step?.id ?? ''} onSelect={choose} />
        {step === undefined ? null : <StepDetail step={step} now={now} />}
      </div>
      <DetailCharts />
      {step === undefined ? null : <ServicesTable step={step} now={now} />}
    </>
  );
}
