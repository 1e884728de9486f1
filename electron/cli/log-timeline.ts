import { fromRecorded } from '#engine/dispatcher/stored.ts';
import type { Recorded } from '#engine/store/record.ts';
import { DomainEvent } from '#shared/domain/catalogue.ts';
import { describe } from '#shared/domain/describe.ts';
import { evolve } from '#shared/domain/evolve.ts';
import { emptyLaunch } from '#shared/domain/launch/state.ts';

/** An event's line in the timeline. */
export type Described = { readonly title: string; readonly text: string };

/** Says what an event was; it is given every event of a log in order. */
export type Describe = (event: Recorded) => Described;

const longestData = 160;

/** What can be said of an event that this Tminus doesn't know, or whose data was redacted. */
export function plainDescribe({ type, data, isRedacted }: Recorded): Described {
  if (isRedacted === true) return { title: type, text: 'redacted' };
  const text = JSON.stringify(data);
  return { title: type, text: text.length > longestData ? `${text.slice(0, longestData)}...` : text };
}

/** Describes events as the windows do, by folding the launch along the way. */
export function launchDescribe(): Describe {
  let state = emptyLaunch;
  return (recorded) => {
    const stored = fromRecorded(recorded);
    if (stored === null || !DomainEvent.safeParse(stored.event).success) return plainDescribe(recorded);
    state = evolve(state, stored);
    const { title, text } = describe(stored, state);
    return { title, text };
  };
}

/** Text from people and clusters is data: nothing in it may become markup of the timeline. */
const inert = (text: string): string =>
  text.replaceAll(/[\r\n\t]+/g, ' ').replaceAll(/[\\`*_{}[\]<>#|~!]/g, (sign) => `\\${sign}`);

const timeOf = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, ' UTC');

const isRehearsal = ({ type, data }: Recorded): boolean =>
  type === 'launch.created' && typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'rehearsal';

/** Writes a log as a Markdown list that reads like the timeline: a heading, then a line for each event. */
export function timelineWriter(file: string, line: (text: string) => void, say: Describe): (event: Recorded) => void {
  let hasHeading = false;
  return (event) => {
    if (!hasHeading) {
      // The kind of a launch is fixed in its first event, and every text of a rehearsal says so (authority.md).
      line(`# ${isRehearsal(event) ? 'REHEARSAL: timeline' : 'Timeline'} of ${inert(file)}\n`);
      hasHeading = true;
    }
    const { title, text } = say(event);
    const who = event.actor === '' ? '' : ` (${inert(event.actor)})`;
    line(`- ${timeOf(event.at)} #${event.position} **${inert(title)}** ${inert(text)}${who}`.trimEnd());
  };
}
