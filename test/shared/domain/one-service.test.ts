import { describe, expect, test } from 'vitest';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { aloneTrouble, withDependents } from '#shared/domain/rollback/alone.ts';
import { hasBegun, lastRollbackAt } from '#shared/domain/rollout/attempt.ts';
import { servicesOf, servicesOut } from '#shared/domain/rollout/services-out.ts';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import {
  askedFor,
  carriedOut,
  commander,
  goodCanary,
  lastAction,
  stepDone,
  techLead,
} from '#test/support/launch-story.ts';
import { atFivePercent, launchedLaunch, raise, roll, safeGo } from '#test/support/safe-launch.ts';
import { safePlan } from '#test/support/safe-plan.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const alone = (...services: string[]) => roll('launch-commander', { services: services as never });
const done = (story: Story): Story => {
  const { id } = lastAction(story);
  carriedOut(story, id);
  story.does(null, { type: 'action.verify', action: id, outcome: 'verified', seen: [] });
  return story;
};
/** Services that a rollback's operations are about, and the flags it sets. */
const touched = (story: Story) => new Set(lastAction(story).operations.flatMap(({ planned }) => planned.service ?? []));
const flags = (story: Story) =>
  lastAction(story).operations.flatMap(({ planned: { spec } }) => (spec.kind === 'flag.set' ? [spec.flag] : []));

describe('one service', () => {
  test('is rolled back alone when everything that depends on it works with its old version', () => {
    const story = atFivePercent();
    expect(aloneTrouble(story.state, ['search-service'])).toBeNull();
    story.does(commander, alone('search-service'));
    expect(lastAction(story)).toMatchObject({
      state: 'running',
      title: expect.stringContaining('Search Service alone'),
      subject: { services: ['search-service'] },
    });
    expect([...touched(story)]).toEqual(['search-service']);
    expect(flags(story)).toEqual(['search-service-v1']);
  });

  test('takes along who needs its new version, and who needs theirs; refused without them, by name', () => {
    const story = atFivePercent();
    story.refuses(commander, alone('playback-service'), 'not-alone');
    expect(aloneTrouble(story.state, ['playback-service'])).toContain('MCP Server needs the new version');
    expect(withDependents(story.state, 'playback-service')).toEqual(['playback-service', 'mcp-server']);
    story.does(commander, alone('playback-service', 'mcp-server'));
    expect([...touched(story)].toSorted()).toEqual(['mcp-server', 'playback-service']);
    expect(withDependents(atFivePercent().state, 'content-service')).toEqual([
      ...['content-service', 'search-service', 'playback-service', 'mcp-server'],
    ]);
  });

  test('every single one with who goes along is a set that may go', () => {
    const story = atFivePercent();
    for (const { id } of safePlan.services) {
      const set = withDependents(story.state, id);
      if (set.length < safePlan.services.length) expect(aloneTrouble(story.state, set), id).toBeNull();
    }
  });

  test('unknown, all of them, or before anything has begun: refused in words', () => {
    const story = atFivePercent();
    story.refuses(commander, alone('billing'), 'not-alone');
    expect(aloneTrouble(story.state, ['billing'])).toContain('no service "billing"');
    story.refuses(commander, alone(...safePlan.services.map(({ id }) => id)), 'not-alone');
    safeGo().refuses(commander, alone('search-service'), 'not-alone');
    story.refuses(
      commander,
      { ...alone('search-service'), procedure: 'database-rollback', typedName: 'Database Rollback' },
      'not-alone',
    );
  });

  test('is decided and signed for what it is: by who may roll back now, with the service’s name in the goal', () => {
    const story = atFivePercent();
    story.refuses(techLead, { ...alone('search-service'), role: 'technical-lead' as never }, 'not-entitled');
    const shown = requiredStatement(story.state, alone('search-service'))?.shown ?? '';
    expect(shown).toContain('Search Service');
    expect(shown).not.toBe(requiredStatement(story.state, roll('launch-commander'))?.shown);
    story.does(null, raise('customer-complaints'));
    story.does(commander, alone('search-service'));
    expect(lastAction(story)).toMatchObject({ state: 'waiting', shown });
  });

  test('reads back only what goes back, and tells the room as any rollback does', () => {
    const story = atFivePercent();
    story.does(commander, alone('search-service'));
    const specs = lastAction(story).operations.map(({ planned }) => planned.spec);
    expect(specs.filter(({ kind }) => kind === 'message.post')).not.toHaveLength(0);
    expect(specs.flatMap((spec) => (spec.kind === 'rollback.read-back' ? spec.services : []))).toMatchObject([
      { service: 'search-service' },
    ]);
    // Nothing waits for an operation that isn't there.
    const ids = new Set<string>(lastAction(story).operations.map(({ planned }) => planned.id));
    for (const { planned } of lastAction(story).operations) expect(planned.after.every((id) => ids.has(id))).toBe(true);
    done(story);
    expect(lastAction(story).state).toBe('verified');
  });
});

describe('after one service went back alone', () => {
  const without = (): Story => {
    const story = atFivePercent();
    story.does(commander, alone('search-service'));
    return done(story);
  };

  test('the launch goes on where it was: no new GO, the stage stays reached', () => {
    const story = without();
    expect([...servicesOut(story.state)]).toEqual(['search-service']);
    expect(lastRollbackAt(story.state)).toBe(0);
    expect(hasBegun(story.state)).toBe(true);
    story.after(40 * MINUTE).does(null, goodCanary);
    expect(stepStatus(story.state, 'stage-5', story.now).state).toBe('done');
    expect(stepStatus(story.state, 'stage-25', story.now).refusal).toBeNull();
  });

  test('the next stages leave it and its flag alone, and those that came after it still come in order', () => {
    const story = without();
    story.after(40 * MINUTE).does(null, goodCanary);
    askedFor(story, 'stage-25');
    expect(touched(story).has('search-service' as never)).toBe(false);
    expect(touched(story).size).toBe(safePlan.services.length - 1);
    const mcp = lastAction(story).operations.find(({ planned }) => planned.service === 'mcp-server');
    expect(mcp?.planned.after.length).toBeGreaterThan(0);
    const ids = new Set<string>(lastAction(story).operations.map(({ planned }) => planned.id));
    for (const { planned } of lastAction(story).operations) expect(planned.after.every((id) => ids.has(id))).toBe(true);
  });

  test('verification does not look at it, the rollback’s own looks at nothing else', () => {
    const story = without();
    expect(servicesOf(story.state, lastAction(story)).map(({ id }) => id)).toEqual(['search-service']);
    story.after(40 * MINUTE).does(null, goodCanary);
    stepDone(story, 'stage-25');
    expect(servicesOf(story.state, lastAction(story)).map(({ id }) => id)).not.toContain('search-service');
  });

  test('another may follow it: what is out already needs nobody’s leave', () => {
    const story = without();
    const others = ['content-service', 'mcp-server', 'playback-service'];
    expect(withDependents(story.state, 'content-service').toSorted()).toEqual(others);
    story.does(commander, alone(...others));
    expect([...servicesOut(story.state)].toSorted()).toEqual([...others, 'search-service']);
  });

  test('a rollback of everything takes it along and begins anew', () => {
    const story = without();
    story.after(MINUTE).does(commander, roll('launch-commander'));
    expect(touched(story).size).toBe(safePlan.services.length);
    expect(servicesOut(story.state).size).toBe(0);
  });

  test('a launched launch stays launched', () => {
    const story = launchedLaunch();
    story.does(commander, alone('search-service'));
    expect(story.state.launch?.launchedAt).not.toBeNull();
    story.after(MINUTE);
    done(story).after(MINUTE).does(commander, roll('launch-commander'));
    expect(story.state.launch?.launchedAt).toBeNull();
  });
});
