import './fixtures/wall-window.ts';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { useLaunch } from '#renderer/stores/launch.ts';
import { useLaunchHead } from '#renderer/stores/launch-head.ts';
import { useObservations } from '#renderer/stores/observations.ts';
import { usePresentation } from '#renderer/stores/presentation.ts';
import { HealthScreen } from '#renderer/wall/health/health-screen.tsx';
import { invariant } from '#shared/lib/invariant.ts';
import { atFiftyPercent } from './fixtures/scenarios.ts';

test('one service that errs beyond a criterion keeps the head red, whatever another one does', () => {
  const engine = atFiftyPercent();
  const batch = engine.batch([]);
  const last = engine.samples.at(-1);
  const plan = engine.state.launch?.plan;
  invariant(plan !== undefined && last !== undefined, 'a launch that is measured');
  const ids = plan.services.map(({ id }) => id as string);
  const rate = (service: string) => (service === ids[0] ? 6 : service === ids[1] ? 0.2 : 0);
  const sample = {
    ...last,
    at: batch.at,
    subsets: last.subsets.map((one) =>
      one.subset === 'canary' ? { ...one, errorRatePercent: rate(one.service) } : { ...one, errorRatePercent: 0 },
    ),
  };
  const replica = {
    phase: 'open',
    state: engine.state,
    clock: { startedAtReal: Date.now(), startedAtLaunch: batch.at, speed: 1 },
  };
  Object.assign(useLaunch.getInitialState(), replica);
  Object.assign(useLaunchHead.getInitialState(), replica);
  Object.assign(useObservations.getInitialState(), { latest: batch, samples: [sample] });
  Object.assign(usePresentation.getInitialState(), { isPresenter: false });
  const html = renderToStaticMarkup(<HealthScreen />);
  const summary = /wall-summary">(.*?)<\/div>/.exec(html)?.[1] ?? '';
  expect(summary).toMatch(/^<span class="state-mark act">.*1 errors.*state-mark watch.*1 errors/);
});
