import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';

/** Only what nothing else shows is a person's word: a step, a gate, a list and an item speak for themselves. */
export function decideTimeline(state: LaunchState, command: CommandOf<'entry.mark'>, stamp: Stamp): Decision {
  const entry = state.launch?.plan.timeline.find((candidate) => candidate.id === command.entry);
  if (entry === undefined) return refuse('no-such-entry', `The runbook's day has no entry "${command.entry}".`);
  if ((entry.step ?? entry.gate ?? entry.checklist ?? entry.item) !== undefined)
    return refuse(
      'shows-itself',
      `"${entry.title}" is shown by what the launch does.`,
      'Do the step, the decision or the item it stands for.',
    );
  if (stamp.person === null) return refuse('not-signed', 'This is recorded with a name.', 'Sign in first.');
  const hasHappened = state.timeline.reached[entry.id] !== undefined;
  if (hasHappened === command.hasHappened)
    return refuse('already-so', `"${entry.title}" is ${hasHappened ? 'marked' : 'not marked'} as happened already.`);
  return decided([
    { type: 'entry.marked', entry: entry.id, hasHappened: command.hasHappened, note: command.note, by: stamp.person },
  ]);
}
