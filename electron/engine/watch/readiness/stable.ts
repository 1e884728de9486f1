import type { ReadinessCheck } from '#shared/domain/signal/judged.ts';
import type { Watching } from '../watching.ts';

export type StableSeen = {
  readonly check: ReadinessCheck;
  /** Deployments of stable that aren't there any more. */
  readonly gone: readonly string[];
};
const title = 'Stable carries 100 %';

/** Whether stable has the ready pods to carry everything: all that it wants, and all that it was noted with (reconciled 9). */
export async function stableCarries({ plan, outside, state, signal }: Watching): Promise<StableSeen> {
  const seen = await outside.cluster.deployments(signal);
  if (!seen.ok) return { gone: [], check: { title, state: 'unknown', text: seen.error.message } };
  const { noted } = state().actions;
  const stables = plan.services.map(({ stableDeployment: name }) => {
    const found = seen.value.find((entry) => entry.name === name);
    return { name, found, needed: Math.max(found?.wanted ?? 0, noted[name]?.replicas ?? 0, 1) };
  });
  const gone = stables.filter(({ found }) => found === undefined).map(({ name }) => name);
  if (gone.length > 0) return { gone, check: goneCheck(gone, new Set(Object.keys(noted))) };
  const short = stables.filter(({ found, needed }) => (found?.ready ?? 0) < needed);
  const text = (some: typeof stables) =>
    some.map(({ name, found, needed }) => `${name} ${found?.ready ?? 0}/${needed}`);
  if (short.length > 0) return { gone, check: { title, state: 'act', text: `${text(short).join(', ')} ready` } };
  const ready = stables.reduce((sum, { found }) => sum + (found?.ready ?? 0), 0);
  const needed = stables.reduce((sum, one) => sum + one.needed, 0);
  return { gone, check: { title, state: 'good', text: `${ready} ready of the ${needed} pods that it takes` } };
}

/** A rollback makes stable anew from what the launch keeps; without that nobody can (reconciled 15). */
function goneCheck(gone: readonly string[], noted: ReadonlySet<string>): ReadinessCheck {
  const lost = gone.filter((name) => !noted.has(name));
  const text = `re-create stable first: ${gone.join(', ')} ${gone.length === 1 ? 'is' : 'are'} gone`;
  return lost.length === 0
    ? { title, state: 'watch', text: `${text}; the launch keeps what it was, and the rollback begins with it` }
    : { title, state: 'act', text: `${text}; the launch keeps no manifest of ${lost.join(', ')}` };
}
