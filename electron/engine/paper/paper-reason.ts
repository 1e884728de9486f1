import { wordsOf } from '#shared/domain/describe/words.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { StoredEvent } from '#shared/domain/stored-event.ts';

/** What an event asks the paper to be written for, in words; null when it asks for none. */
function reasonOf({ event }: StoredEvent, state: LaunchState): string | null {
  const { gate, list, role } = wordsOf(state);
  switch (event.type) {
    case 'launch.created':
      return 'launch made';
    case 'gate.passed':
      return `${gate(event.gate)}: GO`;
    case 'gate.refused':
      return `${gate(event.gate)}: NO-GO`;
    case 'gate.withdrawn':
      return `${gate(event.gate)}: GO withdrawn`;
    case 'list.signed-off':
      return `${list(event.checklist)}: ${role(event.role)} signed off`;
    case 'clock.scrubbed':
      return 'scrubbed';
    default:
      return null;
  }
}

/** Why the paper is written by itself after these events (product §10): a gate's decision, a sign-off, the begin, the scrub. */
export const paperReasons = (events: readonly StoredEvent[], state: LaunchState): readonly string[] =>
  events.flatMap((stored) => reasonOf(stored, state) ?? []);
