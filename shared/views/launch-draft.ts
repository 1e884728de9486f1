import type { LaunchCreateInput } from '#shared/contract/calls.ts';
import type { LaunchTemplate, PackListed, PackVariable } from '#shared/contract/facts.ts';
import { dateOn } from '#shared/domain/clock/moments.ts';
import type { Person } from '#shared/domain/roster/person.ts';
import type { RosterNeeds } from '#shared/domain/roster/roster-trouble.ts';
import { answerTrouble, answerValue, shownAnswer } from './answers.ts';
import { type DayAndTime, momentTyped } from './day-and-time.ts';
import { rosterDraftTrouble, settledRoster } from './roster-draft.ts';

export type LaunchKind = 'rehearsal' | 'production';
/** A launch that is about to be made, as far as it has been filled in. */
export type LaunchDraft = {
  readonly pack: string;
  readonly kind: LaunchKind;
  /** Empty: the runbook's own. */
  readonly title: string;
  /** Null: as soon as the runbook's first step allows; rehearsals only. */
  readonly tZero: DayAndTime | null;
  /** Null: the runbook's own. */
  readonly window: { readonly earliest: DayAndTime; readonly latest: DayAndTime } | null;
  /** By variable, as typed; what isn't here has its default. */
  readonly answers: Readonly<Record<string, string>>;
  readonly people: readonly Person[];
  readonly keeper: string;
};
/** What is missing, by the part of the form that it belongs to; empty where a part is complete. */
export type DraftTroubles = {
  readonly when: readonly string[];
  readonly answers: readonly string[];
  readonly people: readonly string[];
};

const two = (value: number): string => String(value).padStart(2, '0');
/** Two days ahead: time for the T-24 list. */
const LEAD_MS = 48 * 3_600_000;

const zoneVariable = (pack: PackListed): PackVariable | undefined =>
  pack.variables.find((variable) => variable.type === 'time-zone');

/** The zone that the launch's clock times hold in, as far as it was answered. */
export function zoneOf(draft: Pick<LaunchDraft, 'answers'>, pack: PackListed): string {
  const variable = zoneVariable(pack);
  if (variable === undefined) return 'UTC';
  const typed = shownAnswer(variable, draft.answers);
  return answerTrouble(variable, typed) === null ? typed : 'UTC';
}

const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** An empty form for a pack: the runbook's own T-0, two days ahead; for a rehearsal the people it brings. */
export function newDraft(pack: PackListed, kind: LaunchKind, now: number): LaunchDraft {
  const people = kind === 'rehearsal' ? pack.cast : [];
  const zone = zoneOf({ answers: {} }, pack);
  return {
    pack: pack.name,
    kind,
    title: '',
    tZero: kind === 'rehearsal' ? null : { date: dateOn(now + LEAD_MS, zone), time: clockOf(pack.tZeroMinute) },
    window: null,
    answers: {},
    people,
    keeper: people[0]?.id ?? '',
  };
}

/**
 * A form that begins with another launch's answers and people. A rehearsal's answers are those of its environment and mean
 * nothing elsewhere: only its title and people are taken over.
 */
export function draftFromTemplate(template: LaunchTemplate, pack: PackListed, now: number): LaunchDraft {
  const empty = newDraft(pack, template.kind, now);
  const taken = template.kind === 'rehearsal' ? [] : pack.variables.filter(({ id }) => template.variables[id] != null);
  const answers = Object.fromEntries(taken.map(({ id }) => [id, written(template.variables[id] ?? '')]));
  const dayOf =
    empty.tZero === null ? null : { ...empty.tZero, date: dateOn(now + LEAD_MS, zoneOf({ answers }, pack)) };
  const { title, people } = template;
  return { ...empty, title, people, answers, tZero: dayOf, keeper: people[0]?.id ?? '' };
}

const written = (value: string | number | boolean): string =>
  typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);

export const needsOf = (pack: PackListed): RosterNeeds => ({
  roles: pack.roles,
  seniorEngineers: { minimum: pack.seniorMinimum },
});

/** What still keeps the launch from being made; the engine looks once more, at the authorities too. */
export function draftTroubles(draft: LaunchDraft, pack: PackListed): DraftTroubles {
  const answers = pack.variables.flatMap((variable) => {
    const trouble = answerTrouble(variable, shownAnswer(variable, draft.answers));
    return trouble === null ? [] : [`${variable.title} ${trouble}`];
  });
  const roster = rosterDraftTrouble(needsOf(pack), draft.people);
  const hasKeeper = draft.people.some((person) => person.id === draft.keeper);
  const people = [...(roster === null ? [] : [roster]), ...(hasKeeper ? [] : ['Nobody keeps the roster yet.'])];
  return { when: whenTroubles(draft, zoneOf(draft, pack)), answers, people };
}

function whenTroubles({ tZero, window }: LaunchDraft, zone: string): readonly string[] {
  const read = tZero === null ? null : momentTyped(tZero, zone);
  const troubles = read?.trouble == null ? [] : [`T-0: ${read.trouble}`];
  if (window === null) return troubles;
  const [earliest, latest] = [momentTyped(window.earliest, zone), momentTyped(window.latest, zone)];
  if (earliest.at === null) return [...troubles, `Earliest T-0: ${earliest.trouble}`];
  if (latest.at === null) return [...troubles, `Latest T-0: ${latest.trouble}`];
  const at = read?.at ?? null;
  if (latest.at < earliest.at) return [...troubles, 'The latest T-0 is before the earliest.'];
  return at !== null && (at < earliest.at || at > latest.at) ? [...troubles, 'T-0 is outside its window.'] : troubles;
}

/** What is sent to make the launch; null while something is missing. */
export function createInput(draft: LaunchDraft, pack: PackListed, passphrase: string): LaunchCreateInput | null {
  const troubles = draftTroubles(draft, pack);
  if (troubles.when.length + troubles.answers.length + troubles.people.length > 0) return null;
  const zone = zoneOf(draft, pack);
  const at = (moment: DayAndTime): number => momentTyped(moment, zone).at ?? 0;
  const { people, idOf } = settledRoster(draft.people);
  const { title, tZero, window } = draft;
  return {
    pack: draft.pack,
    kind: draft.kind,
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...(tZero === null ? {} : { tZeroAt: at(tZero) }),
    ...(window === null ? {} : { window: { earliestAt: at(window.earliest), latestAt: at(window.latest) } }),
    // What has its default isn't sent: a rehearsal's environment has its own.
    variables: Object.fromEntries(
      pack.variables
        .filter(({ id, value }) => draft.answers[id] !== undefined && draft.answers[id] !== written(value ?? ''))
        .map((variable) => [variable.id, answerValue(variable, draft.answers[variable.id] ?? '')]),
    ),
    people,
    keeper: idOf(draft.keeper),
    passphrase,
  };
}
