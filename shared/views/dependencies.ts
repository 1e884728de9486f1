import type { ObservationBatch } from '#shared/contract/observations.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { figure } from './format/figure.ts';
import { isFresh } from './signals/freshness.ts';
import type { Marked } from './tone.ts';

export type Dependency = { readonly title: string; readonly mark: Marked; readonly text: string };

/** Above these a resource needs a look, or a person (runbook §3.1: resources above 95 %). */
const WATCH_PERCENT = 80;
const ACT_PERCENT = 95;

const unwatched: Omit<Dependency, 'title'> = {
  mark: { tone: 'unknown', word: 'not watched' },
  text: 'no check of its own',
};
const stale: Omit<Dependency, 'title'> = { mark: { tone: 'unknown', word: 'unknown' }, text: 'nothing newer was seen' };

function used(title: string, percent: number | null): Dependency {
  if (percent === null) return { title, ...stale };
  const tone = percent > ACT_PERCENT ? 'act' : percent > WATCH_PERCENT ? 'watch' : 'good';
  const word = { act: 'full', watch: 'filling', good: 'ok' }[tone];
  return { title, mark: { tone, word }, text: `${figure(percent)} % used` };
}

/** What the services depend on outside of this launch; a thing without a check of its own is never green. */
export function dependencies(
  plan: LaunchPlan,
  latest: ObservationBatch | null,
  now: number,
  freshMs: number,
): readonly Dependency[] {
  const names = [...new Set(plan.services.flatMap((service) => service.external))];
  const isSeen = isFresh(latest?.at, now, freshMs);
  return names.map((title) => {
    const has = (text: string): boolean => text.toLowerCase().includes(title.toLowerCase());
    const resource = latest?.saturation.find((entry) => has(entry.title));
    const monitor = latest?.monitors.find((entry) => has(entry.title));
    if (resource === undefined && monitor === undefined) return { title, ...unwatched };
    if (!isSeen) return { title, ...stale };
    if (resource !== undefined) return used(title, resource.percent);
    const last = monitor?.history.at(-1);
    if (monitor === undefined || !isFresh(last?.at, now, freshMs)) return { title, ...stale };
    return last?.isUp
      ? { title, mark: { tone: 'good', word: 'ok' }, text: `${figure(last.latencyMs)} ms, ${monitor.text}` }
      : { title, mark: { tone: 'act', word: 'down' }, text: monitor.text };
  });
}
