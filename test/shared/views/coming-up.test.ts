import { describe, expect, test } from 'vitest';
import { comingUp } from '#shared/views/coming-up.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';

describe('coming up', () => {
  test('what comes up is in the order of its projected time, each thing once, with who it is for', () => {
    const engine = scenarios.afterGo();
    const entries = comingUp(engine.state, engine.now, 5);
    expect(entries.map(({ id }) => id)).toEqual(['canary-images', 'stage-5', 'stage-25', 'stage-50', 'stage-100']);
    expect(entries[0]?.note).toBe('M. Okafor, J. Ito');
  });

  test('a late step says by how much and what makes it late', () => {
    const engine = scenarios.atFivePercent();
    engine.advance(10 * 60_000);
    const next = comingUp(engine.state, engine.now, 4).find(({ id }) => id === 'stage-50');
    expect(next?.lateMs).toBe(engine.now + 15 * 60_000 - scenarios.T_ZERO);
    expect(next?.note).toContain('25 % holds for 15 minutes');
  });

  test('what only a person could have said yesterday does not crowd out what is to come', () => {
    const engine = scenarios.beforeGate();
    const ids = comingUp(engine.state, engine.now, 20).map(({ id }) => id);
    expect(ids).not.toContain('on-call-briefing');
    expect(ids).toContain('final-go-no-go');
  });

  test('a hold moves what is to come while it lasts', () => {
    const engine = scenarios.afterGo();
    engine.send({ type: 'clock.hold', reason: '' }, null);
    engine.advance(5 * 60_000);
    const next = comingUp(engine.state, engine.now, 9).find(({ id }) => id === 'stage-50');
    expect(next).toMatchObject({ at: scenarios.T_ZERO + 5 * 60_000, note: 'on hold for 5 min' });
  });
});
