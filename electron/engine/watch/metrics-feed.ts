import type { Fault } from '#shared/lib/trouble.ts';
import type { MetricsAnswer } from '../adapters/prometheus/port.ts';
import { clocksApart, notArriving } from './arriving.ts';
import { backOffMs } from './back-off.ts';
import { createMetricsGroup, type Looked } from './metrics-group.ts';
import type { Watching } from './watching.ts';

/**
 * Asks Prometheus for what is new since it last answered: what services answer and everything else that the pack measures,
 * in one request for all that is asked at the same steps. Says how long to wait after a failure, real ms.
 */
export function createMetricsFeed(with_: Watching): () => Promise<number | undefined> {
  const { plan, hub, clock, signal } = with_;
  const everyMs = clock.toReal(plan.signals.stepMs);
  const about = { id: 'prometheus', kind: 'metrics', title: 'prometheus', everyMs } as const;
  const steps = new Set([plan.signals.stepMs, ...plan.signals.measures.map(({ stepMs }) => stepMs)]);
  const groups = [...steps].map((stepMs) => createMetricsGroup(with_, stepMs));
  let failures = 0;
  return async () => {
    const looks = await Promise.all(groups.map((look) => look()));
    const said = looks.flatMap((look) => look?.said ?? []);
    if (signal.aborted || said.length === 0) return undefined;
    const faults = said.flatMap((one) => (one.ok ? [] : [one.error]));
    const [fault] = faults;
    const isDown = faults.length === said.length;
    failures = isDown ? failures + 1 : 0;
    if (isDown && fault !== undefined) {
      const waitMs = backOffMs(failures, everyMs, fault);
      hub.sources.failing(about, fault, waitMs);
      return waitMs;
    }
    const stopped = stoppedArriving(with_, looks[0] ?? null);
    if (stopped === null)
      hub.sources.live(
        about,
        missing(
          with_,
          faults,
          said.flatMap((one) => (one.ok ? [one.value] : [])),
        ),
      );
    else hub.sources.failing(about, stopped, everyMs);
    return undefined;
  };
}

/** Whether a look at what services answer shows that nothing arrives any more. */
function stoppedArriving({ plan, hub, clock }: Watching, look: Looked): Fault | null {
  if (look === null) return null;
  const { query } = plan.signals.scraped ?? {};
  const scraped = query === undefined ? undefined : look.said[look.queries.indexOf(query)];
  const latestAt = hub.samples().at(-1)?.at ?? null;
  return notArriving(plan, clock, {
    ...{ scraped: scraped?.ok === true ? scraped.value : null, latestAt },
    until: look.range.until,
  });
}

/** What is missing from its answers, in words: what it warns of, what it refuses, a clock that isn't ours; null: nothing. */
function missing({ clock }: Watching, faults: readonly Fault[], answers: readonly MetricsAnswer[]): string | null {
  const aheadMs = answers.find(({ clockAheadMs }) => clockAheadMs != null)?.clockAheadMs ?? null;
  const said = [
    ...answers.flatMap(({ warnings }) => warnings),
    ...faults.map(({ message }) => message),
    ...[clocksApart(clock, aheadMs)].filter((apart) => apart !== null),
  ];
  return said.length === 0 ? null : [...new Set(said)].join('; ').slice(0, 500);
}
