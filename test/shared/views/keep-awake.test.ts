import { expect, test } from 'vitest';
import { keepAwake } from '#shared/views/keep-awake.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const { T_ZERO } = scenarios;

test('the machine may sleep until an hour before T-0, and is kept awake from then on', () => {
  const { state } = scenarios.warRoomActive();
  expect(keepAwake(state, T_ZERO - HOUR - 1)).toMatchObject({ isAwake: false, busyWith: null });
  expect(keepAwake(state, T_ZERO - HOUR)).toMatchObject({ isAwake: true, busyWith: null });
});

test('a slip moves the hour', () => {
  const { state } = scenarios.warRoomActive();
  const slipped = { ...state, clock: { ...state.clock, tZeroAt: T_ZERO + 2 * HOUR } };
  expect(keepAwake(slipped, T_ZERO).isAwake).toBe(false);
  expect(keepAwake(slipped, T_ZERO + HOUR).isAwake).toBe(true);
});

test('it is kept awake until Handoff begins: three hours after 100 % was verified', () => {
  const engine = scenarios.atFiftyPercent();
  engine.advance(10 * MINUTE);
  scenarios.take(engine, 'stage-100');
  const at = engine.state.launch?.launchedAt ?? 0;
  expect(at).toBeGreaterThan(T_ZERO);
  expect(keepAwake(engine.state, at + 2 * HOUR)).toMatchObject({ isAwake: true, why: 'the launch is stabilizing' });
  expect(keepAwake(engine.state, at + 3 * HOUR + MINUTE)).toMatchObject({ isAwake: false });
});

test('a launch that was begun and never finished keeps it awake; one that nobody began does not after its day', () => {
  expect(keepAwake(scenarios.atFiftyPercent().state, T_ZERO + 9 * HOUR).isAwake).toBe(true);
  expect(keepAwake(scenarios.beforeGate().state, T_ZERO + 9 * HOUR).isAwake).toBe(false);
});

test('a scrubbed launch lets it sleep', () => {
  const engine = scenarios.beforeGate();
  expect(engine.send({ type: 'clock.scrub', reason: 'another day' }, 'ito')).toBeNull();
  expect(keepAwake(engine.state, engine.now)).toMatchObject({ isAwake: false, why: 'the launch is scrubbed' });
});

test('an action under way is what a quit would leave to itself, and it says what goes on', () => {
  const engine = scenarios.waitingFor25();
  expect(keepAwake(engine.state, engine.now).busyWith).toBeNull();
  scenarios.confirm(engine);
  expect(keepAwake(engine.state, engine.now).busyWith).toMatch(
    /begins in a few seconds. Without this console it does not/,
  );
  engine.advance(6000);
  const { isAwake, busyWith } = keepAwake(engine.state, engine.now);
  expect(isAwake).toBe(true);
  expect(busyWith).toMatch(/"Limited rollout at 25 %" is being carried out. What has been sent goes on in the cluster/);
});

test('an open decision keeps it awake, whatever the time, and names until when its clock runs', () => {
  const { state } = scenarios.urgent();
  const late = keepAwake(state, T_ZERO + 40 * HOUR);
  expect(late).toMatchObject({ isAwake: true, why: 'a decision is open: Error rate 2-5% sustained for 10+ minutes' });
  expect(late.busyWith).toContain('Its clock runs until 09:31:00, also without this console');
});

test('a rollback under way is named with the decision it answers or without it', () => {
  const { state, now } = scenarios.rollingBack();
  expect(keepAwake(state, now).busyWith).toContain('The rollback stops where it is');
});
