import { expect, test } from 'vitest';
import type { LaunchTemplate } from '#shared/contract/facts.ts';
import { RoleId } from '#shared/domain/ids.ts';
import { momentTyped, typedMoment } from '#shared/views/day-and-time.ts';
import {
  createInput,
  draftFromTemplate,
  draftTroubles,
  needsOf,
  newDraft,
  zoneOf,
} from '#shared/views/launch-draft.ts';
import { launchGroups, tZeroText } from '#shared/views/launch-list.ts';
import {
  addPerson,
  changePerson,
  removePerson,
  rosterDraftTrouble,
  settledRoster,
  withDeputy,
  withRole,
} from '#shared/views/roster-draft.ts';
import { samplePack, smallPack } from '#test/renderer/fixtures/packs.ts';
import { samplePeople } from '#test/renderer/fixtures/people.ts';

const now = Date.UTC(2026, 2, 1, 12);
const passphrase = 'correct horse battery';
const answers = { zone: 'Europe/Berlin', replicas: '3', page: 'https://status.example', token: 's3cret' };
const complete = {
  ...newDraft(smallPack, 'production', now),
  answers,
  people: smallPack.cast,
  keeper: 'ito',
  title: ' The launch ',
};

test('a rehearsal begins with the people of its pack and no date, a production launch with neither people nor answers', () => {
  expect(newDraft(samplePack, 'rehearsal', now)).toMatchObject({ tZero: null, people: samplePeople, keeper: 'ito' });
  const production = newDraft(samplePack, 'production', now);
  expect(production).toMatchObject({ people: [], keeper: '', tZero: { date: '2026-03-03', time: '09:00' } });
});

test('everything that is missing is named, by part', () => {
  const troubles = draftTroubles(newDraft(smallPack, 'production', now), smallPack);
  expect(troubles.when).toEqual([]);
  expect(troubles.answers).toHaveLength(4);
  expect(troubles.answers[1]).toBe('How many pods? is not answered yet.');
  expect(troubles.people).toEqual(['There is nobody on the roster yet.', 'Nobody keeps the roster yet.']);
  const wrong = { ...complete, answers: { ...answers, replicas: 'three', page: 'status', zone: 'Berlin' } };
  expect(draftTroubles(wrong, smallPack).answers.map((text) => text.split('? ')[1])).toEqual([
    'asks for a time zone like Europe/Berlin.',
    'asks for a number.',
    'asks for an address that begins with https://.',
  ]);
});

test('what is sent has its times in the zone that was answered, and only answers that differ from the default', () => {
  const window = { earliest: { date: '2026-03-03', time: '14:00' }, latest: { date: '2026-03-03', time: '18:00' } };
  expect(createInput({ ...complete, window }, smallPack, passphrase)).toEqual({
    pack: 'two-services',
    kind: 'production',
    title: 'The launch',
    tZeroAt: Date.UTC(2026, 2, 3, 13, 30),
    window: { earliestAt: Date.UTC(2026, 2, 3, 13), latestAt: Date.UTC(2026, 2, 3, 17) },
    variables: { zone: 'Europe/Berlin', replicas: 3, page: 'https://status.example', token: 's3cret' },
    people: smallPack.cast,
    keeper: 'ito',
    passphrase,
  });
  const paged = { ...complete, answers: { ...answers, paged: 'no' } };
  expect(createInput(paged, smallPack, passphrase)?.variables).toMatchObject({ paged: false });
  expect(createInput({ ...complete, keeper: 'nobody' }, smallPack, passphrase)).toBeNull();
});

test('a T-0 outside its window, or a window the wrong way round, is refused', () => {
  const at = (time: string) => ({ date: '2026-03-03', time });
  const withWindow = (earliest: string, latest: string) =>
    draftTroubles({ ...complete, window: { earliest: at(earliest), latest: at(latest) } }, smallPack).when;
  expect(withWindow('14:00', '15:00')).toEqual([]);
  expect(withWindow('15:00', '16:00')).toEqual(['T-0 is outside its window.']);
  expect(withWindow('16:00', '15:00')).toEqual(['The latest T-0 is before the earliest.']);
});

test('a clock time that does not exist, or comes twice, in the night the clocks change is said so', () => {
  expect(momentTyped({ date: '2026-03-29', time: '02:30' }, 'Europe/Berlin').trouble).toMatch(/does not exist/);
  expect(momentTyped({ date: '2026-10-25', time: '02:30' }, 'Europe/Berlin').trouble).toMatch(/comes twice/);
  expect(momentTyped({ date: '', time: '02:30' }, 'UTC').trouble).toBe('A date is missing.');
  expect(momentTyped({ date: '2026-03-29', time: '' }, 'UTC').trouble).toMatch(/clock time is missing/);
  const typed = { date: '2026-03-29', time: '09:00' };
  const read = momentTyped(typed, 'Europe/Berlin');
  expect(read).toEqual({ at: Date.UTC(2026, 2, 29, 7), trouble: null });
  expect(typedMoment(read.at ?? 0, 'Europe/Berlin')).toEqual(typed);
});

test('a copy of a production launch begins with its answers, one of a rehearsal with its people alone', () => {
  const variables = { zone: 'Asia/Tokyo', replicas: 4, paged: false, gone: 'x' };
  const template = (kind: LaunchTemplate['kind']): LaunchTemplate => ({
    pack: 'two-services',
    kind,
    title: 'Last time',
    variables,
    people: smallPack.cast,
  });
  const copy = draftFromTemplate(template('production'), smallPack, now);
  expect(copy).toMatchObject({ title: 'Last time', answers: { zone: 'Asia/Tokyo', replicas: '4', paged: 'no' } });
  expect(copy.answers).not.toHaveProperty('gone');
  expect(zoneOf(copy, smallPack)).toBe('Asia/Tokyo');
  expect(copy.tZero).toEqual({ date: '2026-03-03', time: '14:30' });
  const rehearsal = draftFromTemplate(template('rehearsal'), smallPack, now);
  expect(rehearsal).toMatchObject({ answers: {}, tZero: null, people: smallPack.cast, keeper: 'ito' });
});

test('who is new gets an id from their name that nobody else has, also where they are a deputy', () => {
  const [first, second] = addPerson(addPerson([]));
  if (first === undefined || second === undefined) throw new Error('two were added');
  let people = changePerson([...samplePeople, first, second], { ...first, name: ' Zoë Müller ' });
  people = changePerson(people, { ...second, name: 'Ito' });
  people = people.map((person) => (person.id === 'okafor' ? withDeputy(person, first.id) : person));
  const settled = settledRoster(people);
  expect(settled.people.slice(-2).map(({ id, name }) => [id, name])).toEqual([
    ['zoe-muller', 'Zoë Müller'],
    ['ito-2', 'Ito'],
  ]);
  expect(settled.people.find((person) => person.id === 'okafor')?.deputy).toBe('zoe-muller');
  expect(settled.idOf(second.id)).toBe('ito-2');
});

test('who is taken off is nobody’s deputy any more', () => {
  const left = removePerson(samplePeople, 'diaz');
  expect(left.map((person) => person.id)).not.toContain('diaz');
  expect(left.find((person) => person.id === 'ito')).not.toHaveProperty('deputy');
});

test('a roster that lacks a name, a role or a senior engineer is refused while it is written', () => {
  const needs = needsOf(samplePack);
  expect(rosterDraftTrouble(needs, samplePeople)).toBeNull();
  expect(rosterDraftTrouble(needs, addPerson(samplePeople))).toBe('Person 11 has no name yet.');
  const commander = RoleId.parse('launch-commander');
  const without = samplePeople.map((person) => withRole(person, commander, false));
  expect(rosterDraftTrouble(needs, without)).toBe('Launch Commander needs 1, and the roster has 0.');
  const juniors = samplePeople.map((person) => ({ ...person, isSenior: false }));
  expect(rosterDraftTrouble(needs, juniors)).toMatch(/senior engineers/);
});

test('the open launch comes first, those put away stand apart', () => {
  const launch = (id: string, tZeroAt: number, more = {}) => ({
    ...{ id, title: id, kind: 'rehearsal' as const, tZeroAt, timeZone: 'Europe/Berlin', pack: 'media-gateway' },
    ...{ isOpen: false, isArchived: false, ...more },
  });
  const groups = launchGroups([
    launch('old', 1),
    launch('away', 5, { isArchived: true }),
    launch('newest', 9),
    launch('open', 2, { isOpen: true, isArchived: true }),
  ]);
  expect(groups.current.map(({ id }) => id)).toEqual(['open', 'newest', 'old']);
  expect(groups.archived.map(({ id }) => id)).toEqual(['away']);
  expect(tZeroText(launch('x', Date.UTC(2026, 10, 24, 8)))).toBe('Tue 24 Nov 2026 09:00 Europe/Berlin');
});
