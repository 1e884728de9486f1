import type { TileRef } from '#shared/contract/observed/detail.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { glance, type TimelineLine } from '../timeline.ts';

const MOST_LINES = 40;

/** What the log calls it; empty where everything that happened may have to do with it. */
export function namesOf(tile: TileRef, plan: LaunchPlan): readonly string[] {
  const id = tile.kind === 'service' || tile.kind === 'signal' ? tile.service : null;
  const service = plan.services.find((one) => one.id === id);
  return service === undefined ? [] : [service.title, service.id];
}

/** What happened from `from` on, newest first: lines that name it, else those worth seeing at a glance. */
export function eventsAround(
  lines: readonly TimelineLine[],
  from: number,
  names: readonly string[],
): readonly TimelineLine[] {
  const recent = lines.filter(({ at }) => at >= from);
  const words = names.map((name) => name.toLowerCase());
  const isAbout = ({ title, text }: TimelineLine): boolean => {
    const said = `${title} ${text}`.toLowerCase();
    return words.some((word) => said.includes(word));
  };
  return (words.length === 0 ? glance(recent) : recent.filter(isAbout)).slice(-MOST_LINES).toReversed();
}
