import { expect, test } from 'vitest';
import { adoptionStanding } from '#shared/views/adoption-standing.ts';
import { differenceGroups } from '#shared/views/difference-groups.ts';
import { needsPerson } from '#shared/views/needs-person.ts';
import { waitingDifference } from '#shared/views/waiting-difference.ts';
import { samplePeople } from '#test/renderer/fixtures/people.ts';
import { samplePlan } from '#test/renderer/fixtures/plan.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

const shown = 'a'.repeat(64);
function asked() {
  const engine = scenarios.beforeGate();
  const plan = { ...samplePlan, pack: { ...samplePlan.pack, version: '1.0.1' } };
  expect(engine.send({ type: 'adoption.ask', plan, people: [...samplePeople], shown }, 'ito')).toBeNull();
  return engine;
}

test('nothing waits to be adopted until somebody has asked', () => {
  expect(adoptionStanding(scenarios.beforeGate().state)).toBeNull();
});

test('a change that waits says who asked and who has to confirm', () => {
  const standing = adoptionStanding(asked().state);
  expect(standing).toMatchObject({ askedBy: 'J. Ito, Launch Commander', packVersion: '1.0.1', shown, given: [] });
  expect(standing?.missing.map(({ title, candidates }) => [title, candidates.map((one) => one.name)])).toEqual([
    ['Engineering Lead', ['R. Diaz']],
  ]);
  expect(standing?.mayDeny.map((one) => one.name)).toEqual(['J. Ito', 'R. Diaz']);
});

test('it comes to Now with who asked and who has to confirm', () => {
  const engine = asked();
  expect(needsPerson(engine.state, engine.now)).toContainEqual(
    expect.objectContaining({
      kind: 'adoption',
      text: 'asked by J. Ito, Launch Commander, waits for Engineering Lead',
      view: 'launches',
      target: 'changes',
    }),
  );
});

test('what waits is read line by line against the running launch', () => {
  const difference = waitingDifference(asked().state);
  expect(difference?.breaks).toEqual([]);
  expect(difference?.lines).toEqual([{ what: 'pack, version', kind: 'changed', from: '1.0.0', to: '1.0.1' }]);
  expect(waitingDifference(scenarios.beforeGate().state)).toBeNull();
});

test('after the confirmation that was missing nothing waits and the new pack counts', () => {
  const engine = asked();
  const standing = adoptionStanding(engine.state);
  const [missing] = standing?.missing ?? [];
  if (standing === null || missing === undefined) throw new Error('it waits');
  const { adoption } = standing;
  expect(engine.send({ type: 'adoption.confirm', adoption, role: missing.role, shown }, 'diaz')).toBeNull();
  expect(adoptionStanding(engine.state)).toBeNull();
  expect(engine.state.launch?.plan.pack.version).toBe('1.0.1');
});

test('a difference is read by what happens: changed, gone, new', () => {
  const line = (what: string, kind: 'added' | 'removed' | 'changed') => ({ what, kind, from: '', to: '' });
  const groups = differenceGroups({
    lines: [line('links, a', 'added'), line('links, b', 'changed'), line('links, c', 'added')],
  });
  expect(groups.map((group) => [group.title, group.lines.map(({ what }) => what)])).toEqual([
    ['Changed', ['b']],
    ['New', ['a', 'c']],
  ]);
});

test('lengths of time and planned moments are said as people say them', () => {
  const changed = (what: string, from: string, to: string) => ({ what, kind: 'changed' as const, from, to });
  const [group] = differenceGroups({
    lines: [
      changed('steps, 25 %, holds, hold 15 min, minimum ms', '900000', '1200000'),
      changed('steps, 25 %, planned at', '-2700000', '0'),
      changed('pack, version', '1.0.0', '1.0.1'),
    ],
  });
  expect(group?.lines).toEqual([
    { area: 'Steps', what: '25 %, holds, hold 15 min, minimum', from: '15 min', to: '20 min' },
    { area: 'Steps', what: '25 %, planned at', from: 'T-45 min', to: 'T+0 s' },
    { area: 'Pack', what: 'version', from: '1.0.0', to: '1.0.1' },
  ]);
});
