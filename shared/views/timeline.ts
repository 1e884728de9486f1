import { describe } from '#shared/domain/describe.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { StoredEvent } from '#shared/domain/stored-event.ts';

/** One line of the timeline. */
export type TimelineLine = {
  readonly position: number;
  readonly at: number;
  readonly type: StoredEvent['event']['type'];
  readonly title: string;
  readonly text: string;
  readonly tone: 'good' | 'watch' | 'act' | 'unknown' | 'plain';
  readonly actor: string;
};

/** An event in the words of the runbook; who did it by name. */
export function lineOf(stored: StoredEvent, state: LaunchState): TimelineLine {
  const { title, text, tone } = describe(stored, state);
  const actor = state.roster.people[stored.actor]?.name ?? (stored.actor === 'engine' ? 'Tminus' : stored.actor);
  return { position: stored.position, at: stored.at, type: stored.event.type, title, text, tone, actor };
}

/** Lines that hold every word of `query`, newest first, at most `limit`. */
export function newestLines(lines: readonly TimelineLine[], query: string, limit: number): readonly TimelineLine[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const found: TimelineLine[] = [];
  for (let index = lines.length - 1; index >= 0 && found.length < limit; index -= 1) {
    const line = lines[index];
    if (line === undefined) break;
    const text = `${line.title} ${line.text} ${line.actor}`.toLowerCase();
    if (words.every((word) => text.includes(word))) found.push(line);
  }
  return found;
}

/** Lines that tell of one operation among many that went well: left out where there is little room. */
const fine: ReadonlySet<TimelineLine['type']> = new Set(['operation.started', 'operation.succeeded']);

/** The lines worth seeing at a glance; a search always looks at all of them. */
export const glance = (lines: readonly TimelineLine[]): readonly TimelineLine[] =>
  lines.filter((line) => !fine.has(line.type));
