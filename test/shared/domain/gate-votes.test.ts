import { describe, expect, test } from 'vitest';
import type { CommandOf } from '#shared/domain/commands.ts';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { voteOf } from '#shared/domain/gate/poll.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { communications, fullRoom, onCall, quality, scribe, security } from '#test/support/full-room.ts';
import {
  commander,
  engineering,
  gate,
  go,
  launchGate,
  launchMade,
  madeLaunch,
  noGo,
  operations,
  plan,
  product,
  techLead,
  vote,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const attend = (role: string, isPresent: boolean): CommandOf<'gate.attend'> => ({
  type: 'gate.attend',
  gate,
  role: role as never,
  isPresent,
});
const byVoice = (role: string, voter: string, verdict: 'go' | 'no-go' = 'go', reason = '') =>
  ({ type: 'gate.record-vote', gate, role: role as never, voter: voter as never, verdict, reason }) as const;
const standing = (story: Story, role: string) => voteOf(story.state, launchGate, role, story.now);
const lineOf = (story: Story) => {
  const event = story.events.at(-1);
  if (event === undefined) throw new Error('nothing has happened');
  return describeEvent({ position: 1, at: story.now, actor: '', console: '', event }, story.state);
};
/** The runbook where nobody is named who takes votes down. */
const withoutScribe: LaunchPlan = {
  ...plan,
  authorities: plan.authorities.filter((entry) => entry.id !== 'record-vote'),
};

describe('attendance', () => {
  test('is recorded with a name, by role, and can be corrected', () => {
    const story = madeLaunch();
    story.refuses(null, attend('qa-lead', true), 'not-signed');
    story.refuses(scribe, attend('technical-lead', true), 'not-an-attendee');
    story.does(scribe, attend('qa-lead', false));
    expect(story.state.gate.gates[gate]?.attendance['qa-lead']).toEqual({
      isPresent: false,
      at: story.now,
      by: scribe,
    });
    story.does(quality, attend('qa-lead', true));
    expect(story.state.gate.gates[gate]?.attendance['qa-lead']).toMatchObject({ isPresent: true, by: quality });
  });

  test('is the attendee’s own, the commander’s or the scribe’s; anybody’s where the pack names nobody who takes votes down', () => {
    const story = madeLaunch();
    story.refuses(product, attend('qa-lead', false), 'not-entitled');
    story.does(quality, attend('qa-lead', true));
    story.does(scribe, attend('qa-lead', false));
    story.does(commander, attend('qa-lead', true));
    launchMade({ plan: withoutScribe }).does(product, attend('qa-lead', false));
  });

  test('a deputy does not record that the holder is absent: they would vote in their stead', () => {
    const story = launchMade({ ...fullRoom, plan: withoutScribe });
    story.refuses(onCall, attend('launch-commander', false), 'own-deputy');
    story.does(onCall, attend('launch-commander', true));
    story.does(scribe, attend('launch-commander', false));
  });
});

describe('a vote', () => {
  test('is signed, and counts only from who holds the role, in an attending role', () => {
    const story = madeLaunch();
    story.refuses(null, vote('qa-lead'), 'not-signed');
    story.refuses(techLead, vote('product-owner'), 'role-not-held');
    story.refuses(techLead, vote('technical-lead'), 'not-an-attendee');
    story.does(quality, vote('qa-lead'));
    expect(standing(story, 'qa-lead')).toMatchObject({ state: 'go', vote: { person: quality, recordedBy: null } });
    expect(standing(story, 'product-owner').state).toBe('missing');
  });

  test('says GO or NO-GO under the signature, and NO-GO says why', () => {
    const story = madeLaunch();
    expect(requiredStatement(story.state, vote('qa-lead', 'no-go', 'x'))).toMatchObject({
      kind: 'vote',
      subject: gate,
      shown: 'no-go',
      role: 'qa-lead',
    });
    story.refuses(quality, vote('qa-lead', 'no-go'), 'reason-missing');
    story.does(quality, vote('qa-lead', 'no-go', 'the search is broken'));
    expect(lineOf(story)).toMatchObject({ title: 'Vote NO-GO', tone: 'act' });
    expect(standing(story, 'qa-lead').state).toBe('no-go');
  });

  test('can be given again by the same person, and the last one counts', () => {
    const story = madeLaunch();
    story.does(quality, vote('qa-lead', 'no-go', 'the search is broken'));
    story.after(MINUTE).does(quality, vote('qa-lead'));
    expect(standing(story, 'qa-lead').state).toBe('go');
  });

  test('is fresh for its time to the very millisecond, then stale', () => {
    const story = madeLaunch();
    story.does(quality, vote('qa-lead'));
    story.after(launchGate.voteFreshMs);
    expect(standing(story, 'qa-lead').state).toBe('go');
    story.after(1);
    expect(standing(story, 'qa-lead').state).toBe('stale');
  });

  test('is stale after a NO-GO decision and after a withdrawal: a new poll is needed', () => {
    const story = madeLaunch();
    story.does(quality, vote('qa-lead'));
    story.after(MINUTE).does(commander, noGo('the vendor is down'));
    expect(standing(story, 'qa-lead').state).toBe('stale');
    story.after(MINUTE).does(quality, vote('qa-lead'));
    expect(standing(story, 'qa-lead').state).toBe('go');
    story.does(commander, go('we go'));
    story.after(MINUTE).does(null, { type: 'gate.withdraw', gate, reason: '' });
    expect(standing(story, 'qa-lead').state).toBe('stale');
  });

  test('is stale when its key was revoked or its role passed on', () => {
    const story = launchMade(fullRoom);
    story.does(quality, vote('qa-lead'));
    story.does(security, vote('security-lead'));
    story.does(quality, { type: 'person.revoke', person: quality as never, reason: 'lost the laptop' });
    expect(standing(story, 'qa-lead').state).toBe('stale');
    story.does(security, {
      type: 'role.hand-over',
      role: 'security-lead' as never,
      from: security as never,
      to: communications as never,
      reason: 'shift ends',
    });
    expect(standing(story, 'security-lead').state).toBe('stale');
  });
});

describe('a deputy', () => {
  test('votes only when the holder is recorded as absent, and the entry names both', () => {
    const story = launchMade(fullRoom);
    story.refuses(communications, vote('product-owner'), 'role-not-held');
    story.does(scribe, attend('product-owner', true));
    story.refuses(communications, vote('product-owner'), 'role-not-held');
    story.does(scribe, attend('product-owner', false));
    story.refuses(operations, vote('product-owner'), 'role-not-held');
    const [event] = story.does(communications, vote('product-owner'));
    expect(event).toMatchObject({ type: 'gate.voted', by: communications, inSteadOf: product });
    expect(lineOf(story).text).toBe('L. Berg, Product Owner, deputy of S. Haddad');
    expect(standing(story, 'product-owner')).toMatchObject({ state: 'go', vote: { inSteadOf: product } });
  });

  test('votes by voice too, and the holder who comes back votes over it', () => {
    const story = launchMade(fullRoom);
    story.does(scribe, attend('product-owner', false));
    const [event] = story.does(scribe, byVoice('product-owner', communications));
    expect(event).toMatchObject({ voter: communications, inSteadOf: product });
    expect(lineOf(story).text).toContain('deputy of S. Haddad');
    story.does(product, vote('product-owner', 'no-go', 'I am back, and it is broken'));
    expect(standing(story, 'product-owner')).toMatchObject({ state: 'no-go', vote: { person: product } });
  });

  test('does not turn the holder’s signed NO-GO into GO', () => {
    const story = launchMade(fullRoom);
    story.does(product, vote('product-owner', 'no-go', 'it is broken'));
    story.does(scribe, attend('product-owner', false));
    story.refuses(communications, vote('product-owner'), 'signed-no-go');
    story.refuses(communications, vote('product-owner', 'no-go', 'it is broken still'), 'signed-no-go');
  });

  test('is voted over by the holder who comes back, also NO-GO over NO-GO', () => {
    const story = launchMade(fullRoom);
    story.does(scribe, attend('product-owner', false));
    story.does(communications, vote('product-owner', 'no-go', 'it is broken'));
    story.does(product, vote('product-owner', 'no-go', 'I see it too'));
    expect(standing(story, 'product-owner')).toMatchObject({ state: 'no-go', vote: { person: product } });
    story.refuses(communications, vote('product-owner'), 'signed-no-go');
  });

  test('absence from one gate opens no other one', () => {
    const story = launchMade(fullRoom);
    story.does(scribe, {
      ...attend('engineering-lead', false),
      gate: plan.gates.find((one) => one.id !== gate)?.id as never,
    });
    story.refuses(operations, vote('engineering-lead'), 'role-not-held');
    story.does(engineering, vote('engineering-lead'));
  });
});
