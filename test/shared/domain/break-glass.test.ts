import { describe, expect, test } from 'vitest';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { parseStatement } from '#shared/domain/confirmation/statement.ts';
import { decide } from '#shared/domain/decide.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { authorityById } from '#shared/domain/roster/roles.ts';
import { fullRoom, onCall } from '#test/support/full-room.ts';
import {
  carriedOut,
  commander,
  confirm,
  lastAction,
  operations,
  plan,
  product,
  techLead,
} from '#test/support/launch-story.ts';
import { atFivePercent, confirmOf, raise, roll, safeGo, upTo } from '#test/support/safe-launch.ts';
import { safePlan } from '#test/support/safe-plan.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const REASON = 'the commander is on a plane, search is down';
const breakGlass = roll('senior-engineer', { isBreakGlass: true, reason: REASON });

/** An urgent decision that nobody took in its ten minutes. */
const late = (story = atFivePercent()): Story => {
  story.does(null, raise('customer-complaints'));
  return story.after(10 * MINUTE);
};

describe('break-glass', () => {
  test('is shut before the decision’s time is over, and says when it opens and who decides until then', () => {
    const story = upTo(safeGo(fullRoom), 'stage-5');
    story.does(null, raise('customer-complaints'));
    const decision = story.after(4 * MINUTE).ask(techLead, breakGlass);
    if (decision.ok) throw new Error('accepted');
    expect(decision.error).toMatchObject({ code: 'break-glass-shut' });
    expect(decision.error.message).toContain('opens in 6:00 min');
    expect(decision.error.hint).toContain(`Launch Commander (${story.state.roster.people[commander]?.name})`);
    const deputy = story.state.roster.people[onCall]?.name;
    expect(decision.error.hint).toContain(`${deputy} for ${story.state.roster.people[commander]?.name}`);
    story.after(6 * MINUTE).does(techLead, breakGlass);
  });

  test('is shut with no decision open, however late it is', () => {
    const story = atFivePercent().after(600 * MINUTE);
    story.refuses(techLead, breakGlass, 'break-glass-shut');
  });

  test('goes by the gravest open decision: an immediate one opens it when its deputies came in', () => {
    const story = late();
    story.does(null, raise('security-breach'));
    story.refuses(techLead, breakGlass, 'break-glass-shut');
    story.after(plan.rules.deputyAfterMs - 1).refuses(techLead, breakGlass, 'break-glass-shut');
    story.after(1).does(techLead, breakGlass);
  });

  test('takes two senior engineers with a typed reason, two different people, and nobody else', () => {
    const story = late();
    story.refuses(techLead, { ...breakGlass, reason: '' }, 'reason-missing');
    story.refuses(product, breakGlass, 'not-entitled');
    story.refuses(commander, { ...breakGlass, role: 'launch-commander' as never }, 'not-entitled');
    story.does(techLead, breakGlass);
    expect(lastAction(story)).toMatchObject({
      state: 'waiting',
      authority: 'break-glass',
      askedBy: null,
      subject: { isBreakGlass: true, reason: REASON },
      confirmations: [{ person: techLead, role: 'senior-engineer' }],
    });
    story.refuses(techLead, confirmOf(story, 'senior-engineer'), 'already-confirmed');
    story.refuses(product, confirmOf(story, 'senior-engineer'), 'role-not-held');
    story.does(operations, confirmOf(story, 'senior-engineer'));
    expect(lastAction(story).state).toBe('running');
    carriedOut(story, lastAction(story).id);
    expect(lastAction(story).state).toBe('verifying');
  });

  test('is signed by both as what it is, with its reason: another reason is another statement', () => {
    const story = late();
    const required = requiredStatement(story.state, breakGlass);
    expect(required).toMatchObject({ kind: 'break-glass', shown: expect.stringContaining(REASON) });
    expect(requiredStatement(story.state, { ...breakGlass, reason: 'another' })?.shown).not.toBe(required?.shown);
    story.does(techLead, breakGlass);
    expect(requiredStatement(story.state, confirmOf(story, 'senior-engineer'))).toMatchObject({
      kind: 'break-glass',
      shown: expect.stringContaining(REASON),
    });
    story.does(operations, confirmOf(story, 'senior-engineer'));
    for (const { signed } of lastAction(story).confirmations) {
      const statement = parseStatement(signed.text);
      expect(statement.ok && statement.value.kind).toBe('break-glass');
      expect(statement.ok && statement.value.shown).toContain(REASON);
    }
  });

  test('is told to everyone at once: every internal and escalation channel that something sends to, and none of the public', () => {
    const withPager: LaunchPlan = {
      ...safePlan,
      channels: safePlan.channels.map((channel) =>
        channel.audience === 'escalation' && channel.id === 'pagerduty' ? { ...channel, service: 'webhook' } : channel,
      ),
    };
    const story = late(upTo(safeGo({ plan: withPager }), 'stage-5'));
    story.does(techLead, breakGlass);
    const before = story.state.messages.messages.length;
    const decision = story.ask(operations, confirmOf(story, 'senior-engineer'));
    story.accept(decision);
    const told = story.state.messages.messages.slice(before).filter(({ template }) => template === 'break-glass');
    const meant = withPager.channels.filter(({ audience, service }) => audience !== 'external' && service !== 'manual');
    expect(told.map(({ channel }) => channel)).toEqual(meant.map(({ id }) => id));
    expect(told.map(({ channel }) => channel)).toContain('pagerduty');
    const { people } = story.state.roster;
    for (const { text } of told) {
      expect(text).toMatch(/^REHEARSAL /);
      for (const said of [REASON, people[techLead]?.name ?? '?', people[operations]?.name ?? '?'])
        expect(text).toContain(said);
    }
    const sent = decision.ok ? decision.value.effects.filter(({ kind }) => kind === 'send-message') : [];
    expect(sent.map((effect) => 'message' in effect && effect.message)).toEqual(told.map(({ id }) => id));
  });

  test('a real launch says it without the word REHEARSAL', () => {
    const story = late(upTo(safeGo({ kind: 'production' }), 'stage-5'));
    story.does(techLead, breakGlass);
    story.does(operations, confirmOf(story, 'senior-engineer'));
    const told = story.state.messages.messages.find(({ template }) => template === 'break-glass');
    expect(told?.text).toMatch(/^BREAK-GLASS: /);
  });

  test('nothing is told while only one has asked, and the timeline names it for what it is', () => {
    const story = late();
    const before = story.state.messages.messages.length;
    const [event] = story.does(techLead, breakGlass);
    expect(story.state.messages.messages).toHaveLength(before);
    if (event === undefined) throw new Error('nothing happened');
    const line = describeEvent({ position: 1, at: 0, actor: '', console: '', event }, story.state);
    expect(line).toMatchObject({ title: 'Break-glass', tone: 'act', text: expect.stringContaining(REASON) });
  });

  test('does not wait behind the request that nobody came to confirm, and is itself given up for those who may decide', () => {
    const story = late();
    story.does(techLead, roll('senior-engineer'));
    const waiting = lastAction(story).id;
    story.does(operations, breakGlass);
    expect(story.state.actions.byId[waiting]?.state).toBe('stopped');
    story.does(commander, roll('launch-commander'));
    expect(lastAction(story)).toMatchObject({ authority: 'rollback-urgent', state: 'waiting' });
    story.does(techLead, confirmOf(story, 'senior-engineer'));
    expect(lastAction(story).state).toBe('running');
  });

  test('is the quick rollback of everything: neither the database nor one service', () => {
    const story = late();
    story.refuses(
      techLead,
      { ...breakGlass, procedure: 'database-rollback', typedName: 'Database Rollback' },
      'break-glass-quick',
    );
    story.refuses(techLead, { ...breakGlass, services: ['search-service'] as never }, 'break-glass-quick');
  });

  test('is for whoever broke the glass to stop or to carry on, and no pack can weaken it', () => {
    const story = late();
    story.does(techLead, breakGlass);
    story.does(operations, confirmOf(story, 'senior-engineer'));
    const { id } = lastAction(story);
    story.refuses(product, { type: 'action.stop', action: id, reason: '' }, 'not-entitled');
    story.does(null, { type: 'launch.recover', lost: [] });
    story.refuses(product, { type: 'action.continue', action: id }, 'not-entitled');
    story.does(techLead, { type: 'action.continue', action: id });
    const weak = { ...plan, authorities: [{ ...plan.authorities[0], id: 'break-glass', confirms: [] } as never] };
    expect(authorityById(weak, 'break-glass')?.confirms).toHaveLength(2);
  });

  test('a confirmation meant for an ordinary rollback does not count for it', () => {
    const story = late();
    story.does(techLead, breakGlass);
    const command = confirm(lastAction(story).id, 'senior-engineer', lastAction(story).shown ?? '');
    const stamp = story.stamp(operations, command);
    const text = stamp.signed?.text.replace('"break-glass"', '"confirm"') ?? '';
    expect(parseStatement(text).ok).toBe(true);
    const decision = decide(story.state, command, { ...stamp, signed: { text, signature: 'checked' } });
    expect(decision.ok ? 'accepted' : decision.error.code).toBe('statement-wrong');
  });
});
