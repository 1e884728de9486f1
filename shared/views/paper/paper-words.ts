import { momentAt, type Planned } from '#shared/domain/clock/moments.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { roleTitle } from '#shared/domain/roster/roles.ts';
import type { RosterEntry } from '#shared/domain/roster/state.ts';
import { clockTime, dateText, minuteTime } from '../format/wall-time.ts';
import { peopleWith } from '../who-confirms.ts';

/** Names and times of one launch, as its paper says them. */
export type PaperWords = {
  /** `Tue 24 Nov 08:45` in the launch's zone; nothing for null. */
  readonly at: (at: number | null) => string;
  /** With seconds. */
  readonly exactly: (at: number) => string;
  /** With the year and the zone's offset. */
  readonly inFull: (at: number) => string;
  /** When a planned moment is, by the T-0 of now and by that of the beginning. */
  readonly moment: (planned: Planned) => number;
  readonly planned: (planned: Planned) => number;
  readonly name: (person: string | null) => string;
  readonly role: (id: string) => string;
  readonly people: (role: string) => readonly RosterEntry[];
  /** `Launch Commander: J. Ito`. */
  readonly roleWithNames: (role: string) => string;
};

function inFull(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', timeZoneName: 'longOffset' });
  const found = (type: string): string => parts.formatToParts(at).find((part) => part.type === type)?.value ?? '';
  const offset = found('timeZoneName').replace('GMT', 'UTC');
  return `${dateText(at, zone)} ${found('year')}, ${clockTime(at, zone)} ${zone} (${offset})`;
}

export function paperWords(state: LaunchState, plan: LaunchPlan): PaperWords {
  const zone = plan.timeZone;
  const role = (id: string): string => roleTitle(plan, id);
  const people = (id: string): readonly RosterEntry[] => peopleWith(state, id as RosterEntry['roles'][number]);
  const first = { ...state.clock, tZeroAt: state.clock.plannedTZeroAt, anchorAt: state.clock.plannedTZeroAt };
  return {
    at: (at) => (at === null ? '' : `${dateText(at, zone)} ${minuteTime(at, zone)}`),
    exactly: (at) => `${dateText(at, zone)} ${clockTime(at, zone)}`,
    inFull: (at) => inFull(at, zone),
    moment: (planned) => momentAt(state.clock, zone, planned),
    planned: (planned) => momentAt(first, zone, planned),
    name: (person) => (person === null ? 'someone not signed in' : (state.roster.people[person]?.name ?? person)),
    role,
    people,
    roleWithNames: (id) =>
      `${role(id)}: ${
        people(id)
          .map((person) => person.name)
          .join(', ') || 'nobody'
      }`,
  };
}
