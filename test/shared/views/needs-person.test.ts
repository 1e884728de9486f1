import { expect, test } from 'vitest';
import { itemsOf } from '#shared/domain/checklist/standing.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { needsOfList, needsPerson } from '#shared/views/needs-person.ts';
import { publicity } from '#shared/views/publicity-rows.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

test('what is contradicted, blocked or late comes to Now, the worst first, each with its place', () => {
  const engine = scenarios.dayBefore();
  const needs = needsPerson(engine.state, engine.now);
  expect(needs.map(({ kind, target }) => [kind, target])).toEqual([
    ['contradicted', 't-24h-services-deployed'],
    ['blocked', 't-24h-known-issues'],
    ['late', 't-24h-rollback-dry-run'],
  ]);
  expect(needs[0]?.text).toContain('valid for 10 days');
});

test('many late items of a section are one line that counts them', () => {
  const engine = scenarios.dayBefore();
  const late = needsPerson(engine.state, engine.now + 15 * 60_000).filter(({ kind }) => kind === 'late');
  expect(late.map(({ title }) => title)).toContain('T-24 Hour: Team Verification');
  expect(late.find(({ title }) => title.endsWith('Team Verification'))?.text).toMatch(/^5 items, \d+ min late$/);
});

test('a sign-off that is past due is missing, one that was overtaken is stale', () => {
  const engine = scenarios.warRoomActive();
  const [, list] = samplePlan.checklists;
  invariant(list, 'the plan has a second list');
  expect(needsOfList(engine.state, list, engine.now)).toEqual([]);
  const [item] = itemsOf(list);
  invariant(item, 'the list has items');
  engine.advance(1000);
  engine.send({ type: 'item.mark', item: item.id, state: 'blocked', note: 'the backup is broken' }, 'lindqvist');
  expect(needsOfList(engine.state, list, engine.now).map(({ word }) => word)).toEqual([
    'blocked',
    'stale sign-off',
    'stale sign-off',
  ]);
});

test('a key that waits for a witness is named with its person', () => {
  const engine = scenarios.warRoomActive();
  const needs = needsPerson(engine.state, engine.now, [{ person: 'weber', publicKey: 'k', words: 'six words' }]);
  expect(needs).toMatchObject([{ kind: 'key', title: 'S. Weber', view: 'team', target: 'weber' }]);
});

test('a NO-GO stops publicity: every post is named until its owner has stopped it', () => {
  const engine = scenarios.afterNoGo();
  const { stop, rows, isOpen } = publicity(engine.state);
  expect(stop?.cause).toBe('NO-GO');
  expect(rows.map((row) => row.isStopped)).toEqual([true, false, false]);
  expect(rows[0]?.marked?.by).toBe('L. Berg');
  expect(isOpen).toBe(true);
  expect(publicity(scenarios.atGate().state).isOpen).toBe(false);
});

test('after the release a post that is still stopped stays in sight until it goes out again', () => {
  const engine = scenarios.afterNoGo();
  engine.send({ type: 'publicity.release', reason: 'polled again' }, 'ito');
  expect(publicity(engine.state)).toMatchObject({ stop: null, isOpen: true });
  engine.send({ type: 'publicity.mark', post: 'social-media-posts', state: 'scheduled', note: '' }, 'berg');
  expect(publicity(engine.state).isOpen).toBe(false);
});
