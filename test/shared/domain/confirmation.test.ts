import { describe, expect, test } from 'vitest';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { parseStatement, statementText } from '#shared/domain/confirmation/statement.ts';
import { decide } from '#shared/domain/decide.ts';
import {
  askedFor,
  carriedOut,
  commander,
  confirm,
  goLaunch,
  lastAction,
  plan,
  planned,
  product,
  techLead,
} from '#test/support/launch-story.ts';
import { MINUTE } from '#test/support/story.ts';

describe('a confirmation', () => {
  test('is given by the commander to what the Technical Lead asked for, and the action starts after the grace time', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    expect(lastAction(story).state).toBe('grace');
    story.refuses(null, { type: 'action.start', action: id as never }, 'grace-runs');
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    expect(lastAction(story).state).toBe('running');
  });

  test('is refused from who asked, even when they hold the role that confirms', () => {
    const story = goLaunch();
    const both = story.state.roster.people[techLead];
    const people = {
      ...story.state.roster.people,
      [techLead]: { ...both, roles: [...(both?.roles ?? []), 'launch-commander'] },
    };
    story.state = { ...story.state, roster: { ...story.state.roster, people: people as never } };
    const id = askedFor(story, 'canary-images');
    story.refuses(techLead, confirm(id), 'second-person-needed');
  });

  test('is refused in a role the person does not hold, and in a role nobody was asked in', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    story.refuses(product, confirm(id), 'role-not-held');
    story.refuses(product, confirm(id, 'product-owner'), 'role-not-asked');
  });

  test('is refused for a plan that is no longer the one shown', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    story.refuses(product, { type: 'action.replan', action: id as never }, 'not-entitled');
    story.does(techLead, { type: 'action.replan', action: id as never });
    story.does(null, planned(story, id, 'hash-2'));
    story.refuses(commander, confirm(id, 'launch-commander', 'hash-1'), 'shown-changed');
    story.does(commander, confirm(id, 'launch-commander', 'hash-2'));
  });

  test('is used once: the same signed statement does not count a second time', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    const stamp = story.stamp(commander, confirm(id));
    story.accept(decide(story.state, confirm(id), stamp));
    story.does(techLead, { type: 'action.stop', action: id as never, reason: '' });
    const again = decide(story.state, confirm(id), { ...stamp, commandId: 'other' });
    expect(again.ok ? 'accepted' : again.error.code).toBe('statement-used');
  });

  test('about anything else is refused: launch, environment, cluster, subject, attempt, what was shown, person, role, console', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    const command = confirm(id);
    const stamp = story.stamp(commander, command);
    const said = parseStatement(stamp.signed?.text ?? '');
    if (!said.ok) throw new Error('the stamp is signed');
    const others = {
      launch: 'other',
      environment: 'production',
      cluster: 'uid-2',
      subject: 'other',
      attempt: 9,
      shown: 'hash-9',
      person: techLead,
      role: 'scribe',
      console: 'console-2',
      kind: 'deny',
    } as const;
    for (const [field, value] of Object.entries(others)) {
      const text = statementText({ ...said.value, [field]: value });
      const decision = decide(story.state, command, { ...stamp, signed: { text, signature: '' } });
      expect(decision.ok ? `accepted another ${field}` : decision.error.code).toBe('statement-wrong');
    }
  });

  test('expires: an action that nobody started in its fifteen minutes is not started by an old confirmation', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    const stamp = story.stamp(commander, confirm(id));
    story.after(plan.rules.confirmationMs + 1);
    const late = decide(story.state, confirm(id), { ...stamp, at: story.now });
    expect(late.ok ? 'accepted' : late.error.code).toBe('statement-expired');
    story.does(null, { type: 'action.expire', action: id as never });
    expect(lastAction(story).state).toBe('expired');
  });

  test('can not be signed for longer than the rule allows', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    const stamp = story.stamp(commander, confirm(id));
    const said = parseStatement(stamp.signed?.text ?? '');
    if (!said.ok) throw new Error('the stamp is signed');
    const text = statementText({ ...said.value, expiresAt: said.value.expiresAt + MINUTE });
    const decision = decide(story.state, confirm(id), { ...stamp, signed: { text, signature: '' } });
    expect(decision.ok ? 'accepted' : decision.error.code).toBe('statement-expired');
  });

  test('is ended by a deny of someone who could have confirmed', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    story.does(commander, {
      type: 'action.deny',
      action: id as never,
      role: 'launch-commander' as never,
      reason: 'not yet',
    });
    expect(lastAction(story).state).toBe('denied');
    story.refuses(commander, confirm(id), 'not-waiting');
  });

  test('no longer counts when its role was taken away before the start', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    const entry = story.state.roster.people[commander];
    const people = { ...story.state.roster.people, [commander]: { ...entry, roles: [] } };
    story.state = { ...story.state, roster: { ...story.state.roster, people: people as never } };
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    expect(lastAction(story)).toMatchObject({
      state: 'stopped',
      reason: 'J. Ito no longer holds the role they confirmed in',
    });
  });

  test('is not given while the launch is on hold', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    story.does(null, { type: 'clock.hold', reason: 'look at the cache' });
    story.refuses(commander, confirm(id), 'held');
  });

  test('given before a hold starts nothing during it', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    story.does(null, { type: 'clock.hold', reason: '' });
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    expect(lastAction(story).state).toBe('stopped');
  });

  test('can be stopped by anyone in the grace time', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    story.does(null, { type: 'action.stop', action: id as never, reason: 'wrong window' });
    story.after(plan.rules.graceMs).refuses(null, { type: 'action.start', action: id as never }, 'not-in-grace');
  });

  test('after a change of what would be overwritten is void: the action is planned anew and asked for again', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    const running = lastAction(story).operations.find((entry) => entry.state === 'running');
    story.does(null, {
      type: 'operation.refuse',
      action: id as never,
      operation: running?.planned.id as never,
      fields: ['image'],
    });
    expect(lastAction(story)).toMatchObject({ state: 'planning', confirmations: [], shown: null });
  });

  test('of one step is not one of the next: every action has its own', () => {
    const story = goLaunch();
    const first = askedFor(story, 'canary-images');
    story.does(commander, confirm(first));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: first as never });
    carriedOut(story, first);
    story.does(null, { type: 'action.verify', action: first as never, outcome: 'verified', seen: [] });
    const second = askedFor(story, 'stage-5');
    expect(story.state.actions.byId[second]?.confirmations).toEqual([]);
  });

  test('needs a signature: every command that decides something names what is signed', () => {
    const story = goLaunch();
    const id = askedFor(story, 'canary-images');
    expect(requiredStatement(story.state, confirm(id))).toMatchObject({
      kind: 'confirm',
      subject: id,
      shown: 'hash-1',
      role: 'launch-commander',
    });
    const unsigned = decide(story.state, confirm(id), { ...story.stamp(commander, confirm(id)), signed: null });
    expect(unsigned.ok ? 'accepted' : unsigned.error.code).toBe('not-signed');
  });
});
