import { describe, expect, test } from 'vitest';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { communications, fullRoom, onCall, quality, scribe, security } from '#test/support/full-room.ts';
import {
  askedFor,
  commander,
  confirm,
  go,
  lastAction,
  launchMade,
  plan,
  product,
  techLead,
  vote,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const revoke = (person: string, reason = 'lost the laptop') =>
  ({ type: 'person.revoke', person: person as never, reason }) as const;
const handOver = (role: string, from: string, to: string, reason = 'shift ends') =>
  ({ type: 'role.hand-over', role: role as never, from: from as never, to: to as never, reason }) as const;
const afterGo = (): Story => {
  const story = launchMade(fullRoom);
  story.does(commander, go('we go'));
  return story;
};

describe('a request ends with the key or the role that confirmed it', () => {
  test('a step in its grace time is stopped at once when the key is revoked', () => {
    const story = afterGo();
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    const events = story.does(scribe, revoke(commander));
    expect(events.map((event) => event.type)).toEqual(['person.revoked', 'action.stopped']);
    expect(lastAction(story)).toMatchObject({ state: 'stopped', reason: 'the key of J. Ito was revoked' });
    story.after(plan.rules.graceMs).refuses(null, { type: 'action.start', action: id as never }, 'not-in-grace');
  });

  test('a rollback that waits for its second person does not begin on a revoked confirmation', () => {
    const story = afterGo();
    story.does(null, { type: 'criterion.raise', criterion: 'customer-complaints' as never, evidence: '' });
    story.does(commander, { type: 'rollback.ask', role: 'launch-commander' as never, reason: '' });
    const { id, shown } = lastAction(story);
    expect(lastAction(story).state).toBe('waiting');
    story.does(scribe, revoke(commander));
    expect(lastAction(story).state).toBe('stopped');
    story.refuses(techLead, confirm(id, 'senior-engineer', shown ?? ''), 'not-waiting');
    story.does(techLead, { type: 'rollback.ask', role: 'senior-engineer' as never, reason: 'again' });
    expect(lastAction(story).state).toBe('waiting');
  });

  test('a role that is handed over takes its confirmation with it, a running action goes on', () => {
    const story = afterGo();
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    story.does(commander, handOver('launch-commander', commander, onCall));
    expect(lastAction(story)).toMatchObject({
      state: 'stopped',
      reason: 'J. Ito no longer holds the role they confirmed in',
    });
    const next = askedFor(story, 'canary-images');
    story.refuses(commander, confirm(next), 'role-not-held');
    story.does(onCall, confirm(next));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: next as never });
    story.does(scribe, revoke(onCall));
    expect(lastAction(story).state).toBe('running');
  });

  test('someone else’s key changes nothing of it', () => {
    const story = afterGo();
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    expect(story.does(quality, revoke(quality))).toHaveLength(1);
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    expect(lastAction(story).state).toBe('running');
  });
});

describe('handing a role over', () => {
  test('is for who holds it, the keeper and the commander, signed', () => {
    const story = launchMade(fullRoom);
    const command = handOver('qa-lead', quality, security);
    expect(requiredStatement(story.state, command)).toMatchObject({
      kind: 'handover',
      subject: `${quality} to ${security}`,
      shown: 'qa-lead',
      role: 'qa-lead',
    });
    story.refuses(null, command, 'not-signed');
    story.refuses(product, command, 'not-entitled');
    story.does(commander, command);
    story.does(scribe, handOver('qa-lead', security, communications));
    story.does(communications, handOver('qa-lead', communications, quality));
    expect(story.state.roster.people[quality]?.roles).toEqual(['qa-lead']);
    expect(story.state.roster.people[security]?.roles).toEqual(['security-lead']);
  });

  test('goes from who holds it to somebody of the roster with a key, who doesn’t hold it yet', () => {
    const story = launchMade(fullRoom);
    story.refuses(commander, handOver('qa-lead', product, security), 'role-not-held');
    story.refuses(commander, handOver('qa-lead', 'stranger', security), 'not-on-roster');
    story.refuses(commander, handOver('qa-lead', quality, 'stranger'), 'not-on-roster');
    story.refuses(commander, handOver('qa-lead', quality, quality), 'already-so');
    story.does(security, revoke(security));
    story.refuses(commander, handOver('qa-lead', quality, security), 'not-enrolled');
  });

  test('is refused when an authority could then not be met by distinct people', () => {
    const story = launchMade(fullRoom);
    const decision = story.ask(commander, handOver('launch-commander', commander, techLead));
    expect(decision).toMatchObject({ ok: false, error: { code: 'authority-unmet' } });
    expect(decision.ok ? '' : decision.error.message).toContain('Image, scale, weights and flags');
    story.does(commander, handOver('launch-commander', commander, onCall));
  });

  test('moves what the role may do: the new commander decides, the old one no longer', () => {
    const story = launchMade(fullRoom);
    story.does(commander, handOver('launch-commander', commander, onCall));
    story.refuses(commander, go('we go'), 'not-entitled');
    story.does(onCall, go('we go'));
    story.does(onCall, vote('launch-commander'));
  });
});

describe('a deputy in an open decision', () => {
  const begun = (): Story => {
    const story = launchMade(fullRoom);
    story.does(commander, go('we go'));
    const id = askedFor(story, 'canary-images');
    story.does(commander, confirm(id));
    story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
    return story;
  };
  const ask = { type: 'rollback.ask', role: 'launch-commander' as never, reason: '' } as const;
  const raise = (criterion: string) =>
    ({ type: 'criterion.raise', criterion: criterion as never, evidence: '' }) as const;
  const lineOf = (story: Story, type: string) => {
    const event = story.events.findLast((entry) => entry.type === type);
    if (event === undefined) throw new Error(`there is no ${type}`);
    return describeEvent({ position: 1, at: 0, actor: '', console: '', event }, story.state).text;
  };

  test('answers after two minutes without the holder and not before; the entry names both', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    story.after(2 * MINUTE - 1).refuses(onCall, ask, 'not-entitled');
    story.after(1).does(onCall, ask);
    expect(lastAction(story)).toMatchObject({
      state: 'waiting',
      confirmations: [{ person: onCall, role: 'launch-commander', inSteadOf: commander }],
    });
    expect(lineOf(story, 'action.confirmed')).toContain('D. Silva as Launch Commander, deputy of J. Ito');
    const { id, shown } = lastAction(story);
    story.refuses(onCall, confirm(id, 'senior-engineer', shown ?? ''), 'already-confirmed');
    story.does(techLead, confirm(id, 'senior-engineer', shown ?? ''));
    expect(lastAction(story).state).toBe('running');
  });

  test('does nothing with no decision open, and nothing for a holder who has answered', () => {
    const story = begun();
    story.after(10 * MINUTE).refuses(onCall, ask, 'not-entitled');
    story.does(null, raise('intermittent-failures'));
    story.does(commander, ask);
    const { id, shown } = lastAction(story);
    story.after(2 * MINUTE).refuses(onCall, confirm(id, 'launch-commander', shown ?? ''), 'role-not-asked');
    story.does(communications, confirm(id, 'product-owner', shown ?? ''));
    expect(lastAction(story).confirmations[1]).toMatchObject({ person: communications, inSteadOf: product });
  });

  test('keeps going and denies in the holder’s stead, and both are named', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    const decision = story.state.rollback.decisions[0]?.id as never;
    const keepGoing = { type: 'decision.keep-going', decision, reason: 'two tweets' } as const;
    story.refuses(onCall, keepGoing, 'not-entitled');
    story.after(2 * MINUTE).does(techLead, { ...ask, role: 'senior-engineer' as never });
    const { id } = lastAction(story);
    story.does(onCall, { type: 'action.deny', action: id, role: 'launch-commander' as never, reason: 'no' });
    expect(lineOf(story, 'action.denied')).toContain('D. Silva, deputy of J. Ito');
    const [event] = story.does(onCall, keepGoing);
    expect(event).toMatchObject({ by: onCall, inSteadOf: commander });
    expect(lineOf(story, 'decision.kept-going')).toContain('D. Silva, deputy of J. Ito');
  });

  test('is nobody’s for a step: only a rollback is answered in somebody’s stead', () => {
    const story = launchMade(fullRoom);
    story.does(commander, go('we go'));
    const id = askedFor(story, 'canary-images');
    story.does(null, raise('customer-complaints'));
    story.after(2 * MINUTE).refuses(onCall, confirm(id), 'role-not-held');
  });

  test('no longer counts when they stop being the deputy before the second person confirms', () => {
    const story = begun();
    story.does(null, raise('customer-complaints'));
    story.after(2 * MINUTE).does(onCall, ask);
    story.does(scribe, handOver('launch-commander', commander, quality));
    expect(lastAction(story).state).toBe('stopped');
  });
});
