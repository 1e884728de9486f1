import { expect, test } from 'vitest';
import { itemsOf, listText } from '#shared/domain/checklist/standing.ts';
import { ItemId, RoleId } from '#shared/domain/ids.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { byteText, itemHistory } from '#shared/views/item-history.ts';
import { type ItemFilter, itemSections } from '#shared/views/item-rows.ts';
import { listDueNext, listStanding, listStandings } from '#shared/views/list-standing.ts';
import { probeMark } from '#shared/views/probe-mark.ts';
import { exceptionsOf, openItems, signOffRows } from '#shared/views/sign-off-rows.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

const listOf = (id: string) => {
  const list = samplePlan.checklists.find((one) => one.id === id);
  invariant(list, `the plan has ${id}`);
  return list;
};
const rowsOf = (engine: ReturnType<typeof scenarios.dayBefore>, filter: Partial<ItemFilter>, person = 'novak') =>
  itemSections(
    engine.state,
    't-24h',
    { only: 'all', query: '', ...filter },
    { person, now: engine.now, probes: new Map() },
  ).flatMap((section) => section.rows);

test('a list says how far it is, what is blocked, late and contradicted, and who has signed', () => {
  const engine = scenarios.dayBefore();
  const standing = listStanding(engine.state, listOf('t-24h'), engine.now);
  expect(standing).toMatchObject({ short: 'T-24 Hour', done: 15, total: 28, blocked: 1, contradicted: 1, late: 1 });
  expect(standing.signOffs.map((entry) => entry.state)).toEqual(['missing', 'missing', 'missing', 'missing']);
  expect(standing.tone).toBe('act');
});

test('a list is complete only when it is ticked and signed off', () => {
  const engine = scenarios.warRoomActive();
  const standing = listStanding(engine.state, listOf('t-12h'), engine.now);
  expect(standing).toMatchObject({ isComplete: true, tone: 'good', late: 0 });
});

test('the list that is due next opens: not one that is done, and not one of the past', () => {
  const dayBefore = scenarios.dayBefore();
  expect(listDueNext(listStandings(dayBefore.state, dayBefore.now), dayBefore.now)?.list.id).toBe('t-24h');
  const war = scenarios.warRoomActive();
  expect(listDueNext(listStandings(war.state, war.now), war.now)?.list.id).toBe('t-4h');
});

test('mine are the items of my roles, open those that are not settled, late those past their time', () => {
  const engine = scenarios.dayBefore();
  expect(rowsOf(engine, { only: 'mine' }).every((row) => row.owner === 'Product Owner')).toBe(true);
  expect(rowsOf(engine, { only: 'open' })).toHaveLength(13);
  const late = rowsOf(engine, { only: 'late' });
  expect(late.map((row) => row.id)).toEqual(['t-24h-services-deployed', 't-24h-rollback-dry-run']);
  expect(late[0]).toMatchObject({ lateMs: 0, isRed: true, probe: { isContradicting: true } });
  expect(late[1]?.lateMs).toBeGreaterThan(3_600_000);
});

test('a search looks through all lists and says where it found', () => {
  const engine = scenarios.dayBefore();
  const found = itemSections(
    engine.state,
    't-24h',
    { only: 'all', query: 'kill switch' },
    { person: null, now: engine.now, probes: new Map() },
  );
  expect(found.map((section) => section.title)).toEqual([
    'T-24 Hour: Rollback Verification',
    'T-4 Hour: Feature Flags',
  ]);
});

test('an undo is a new entry of the history, with what the probe had said', () => {
  const engine = scenarios.dayBefore();
  const item = ItemId.parse('t-24h-services-deployed');
  engine.send({ type: 'item.mark', item, state: 'open', note: 'the images are gone' }, 'okafor');
  const history = itemHistory(engine.state, item);
  expect(history.map((line) => line.word)).toEqual(['opened again', 'ticked']);
  expect(history[0]).toMatchObject({ by: 'M. Okafor', note: 'the images are gone', probe: { verdict: 'bad' } });
  expect(history[1]?.probe?.verdict).toBe('good');
});

test('notes and evidence are counted and keep their place in the history', () => {
  const engine = scenarios.dayBefore();
  const item = ItemId.parse('t-24h-on-call');
  const evidence = [{ kind: 'link', url: 'https://rota.example' } as const];
  engine.send({ type: 'item.annotate', item, note: 'see the rota', evidence }, 'silva');
  const row = rowsOf(engine, { query: 'on-call rotation' })[0];
  expect(row).toMatchObject({ notes: 1, evidence: 1, state: 'open' });
  expect(itemHistory(engine.state, item)[0]).toMatchObject({ word: 'evidence', state: null, evidence });
  expect(byteText(2_202_010)).toBe('2.1 MB');
});

test('a probe that was not seen again for three intervals is unknown, never good', () => {
  const engine = scenarios.dayBefore();
  const item = itemsOf(listOf('t-24h')).find(({ id }) => id === 't-24h-certificates');
  invariant(item?.probe, 'the item has a probe');
  const seen = { at: engine.now, verdict: 'good', text: 'valid for 83 days', latencyMs: 80 } as const;
  const observed = { item: item.id, kind: 'tls', isRunning: false, last: seen, history: [seen] } as const;
  const at = (ms: number) => probeMark(engine.state, item, observed, engine.now + ms, 0);
  expect(at(item.probe.everyMs)).toMatchObject({ tone: 'good', word: 'passes' });
  expect(at(3 * item.probe.everyMs + 1)).toMatchObject({ tone: 'unknown', word: 'unknown' });
  // Seen before the clock was set back.
  expect(at(-3 * item.probe.everyMs - 1)).toMatchObject({ tone: 'unknown', word: 'unknown' });
});

test('a probe that fails is red only where somebody has ticked', () => {
  const engine = scenarios.dayBefore();
  const [, deployed] = itemsOf(listOf('t-24h'));
  invariant(deployed, 'the list is long enough');
  const mark = () => probeMark(engine.state, deployed, undefined, engine.now);
  expect(mark()).toMatchObject({ tone: 'act', isContradicting: true });
  engine.send({ type: 'item.mark', item: deployed.id, state: 'open', note: '' }, 'okafor');
  expect(mark()).toMatchObject({ tone: 'watch', isContradicting: false });
});

test('a sign-off with open items wants a reason for each of them', () => {
  const engine = scenarios.warRoomActive();
  const list = listOf('t-4h');
  const role = RoleId.parse('launch-commander');
  const open = openItems(engine.state, list);
  const shown = listText(engine.state, list);
  const signOff = (reasons: Record<string, string>) => {
    const { exceptions, missing } = exceptionsOf(open, reasons);
    const named = exceptions.filter(({ reason }) => reason !== '');
    const command = { type: 'list.sign-off', checklist: list.id, role, exceptions: named, shown } as const;
    return { missing, refused: engine.send(command, 'ito')?.code ?? null };
  };
  const [first] = open;
  invariant(first, 'something is open');
  expect(signOff({ [first.id]: 'not needed here' })).toEqual({ missing: open.length - 1, refused: 'items-open' });
  const all = Object.fromEntries(open.map(({ id }) => [id, 'not needed here']));
  expect(signOff(all)).toEqual({ missing: 0, refused: null });
  expect(signOffRows(engine.state, list, engine.now)[0]).toMatchObject({
    state: 'given',
    given: { by: 'J. Ito', exceptions: open.length },
  });
});

test('an item opened after the sign-off makes it stale, and says which', () => {
  const engine = scenarios.warRoomActive();
  const [item] = itemsOf(listOf('t-12h'));
  invariant(item, 'the list has items');
  engine.advance(1000);
  engine.send({ type: 'item.mark', item: item.id, state: 'open', note: '' }, 'lindqvist');
  const rows = signOffRows(engine.state, listOf('t-12h'), engine.now);
  expect(rows.map((row) => row.state)).toEqual(['stale', 'stale']);
  expect(rows[0]?.why).toContain(item.title);
});
