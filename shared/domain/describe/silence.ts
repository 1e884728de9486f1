import type { LaunchState } from '../launch/state.ts';
import type { SilenceEvent } from '../silence/events.ts';
import { because, type Line, line, type Words } from './words.ts';

const ends = {
  lifted: 'lifted',
  elsewhere: 'ended in Alertmanager by somebody else',
  time: 'its end has come',
} as const;

/** What the timeline says of silences. */
export function describeSilence(event: SilenceEvent, { name }: Words, state: LaunchState): Line {
  const entry = state.silences.silences.find(({ id }) => id === event.silence);
  const alert = entry?.alert ?? event.silence;
  switch (event.type) {
    case 'silence.asked':
      return line('Silence', `${alert}, ${name(event.by)}${because(event.reason)}`, 'watch');
    case 'silence.placed':
      return line('Silenced', `${alert}, read back`, 'watch');
    case 'silence.failed':
      return line('Not silenced', `${alert}: ${event.trouble}`, 'watch');
    case 'silence.outcome-unknown':
      return line('Silence unknown', `${alert}: ${event.trouble}`, 'unknown');
    case 'silence.lift-asked':
      return line('Silence to be lifted', `${alert}, ${name(event.by)}`);
    case 'silence.ended':
      return line('Silence over', `${alert}: ${ends[event.why]}`);
  }
}
