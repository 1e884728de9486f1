import { describe, expect, test } from 'vitest';
import type { CommandOf } from '#shared/domain/commands.ts';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { voteOf } from '#shared/domain/gate/poll.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { quality, scribe } from '#test/support/full-room.ts';
import {
  commander,
  enrol,
  gate,
  launchGate,
  launchMade,
  madeLaunch,
  plan,
  product,
  techLead,
  vote,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const byVoice = (role: string, voter: string, verdict: 'go' | 'no-go' = 'go', reason = '') =>
  ({ type: 'gate.record-vote', gate, role: role as never, voter: voter as never, verdict, reason }) as const;
const countersign = (role: string, verdict: 'go' | 'no-go' = 'go'): CommandOf<'gate.countersign'> => ({
  type: 'gate.countersign',
  gate,
  role: role as never,
  verdict,
});
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

describe('a vote by voice', () => {
  test('is signed by who takes it down, names both, and is not the voter’s until they countersign', () => {
    const story = madeLaunch();
    expect(requiredStatement(story.state, byVoice('qa-lead', quality))).toMatchObject({
      kind: 'vote',
      shown: `go by the voice of ${quality}`,
    });
    const [event] = story.does(scribe, byVoice('qa-lead', quality));
    expect(event).toMatchObject({ type: 'gate.vote-recorded', voter: quality, by: scribe });
    expect(lineOf(story).text).toBe('K. Novak, QA Lead, taken down by C. Moreau, unsigned');
    expect(standing(story, 'qa-lead')).toMatchObject({
      state: 'go',
      vote: { person: quality, recordedBy: scribe, countersignedAt: null },
    });
  });

  test('is taken down by nobody for themselves', () => {
    madeLaunch().refuses(quality, byVoice('qa-lead', quality), 'own-vote');
  });

  test('is the scribe’s to take down; anybody’s where the pack names nobody for it', () => {
    madeLaunch().refuses(product, byVoice('qa-lead', quality), 'not-entitled');
    launchMade({ plan: withoutScribe }).does(product, byVoice('qa-lead', quality));
  });

  test('follows the rules of a vote: the voter holds the role, NO-GO says why', () => {
    const story = madeLaunch();
    story.refuses(scribe, byVoice('qa-lead', product), 'role-not-held');
    story.refuses(scribe, byVoice('technical-lead', techLead), 'not-an-attendee');
    story.refuses(scribe, byVoice('qa-lead', quality, 'no-go'), 'reason-missing');
  });

  test('is countersigned by the voter alone, once, over the verdict that was taken down', () => {
    const story = madeLaunch();
    story.refuses(quality, countersign('qa-lead'), 'nothing-to-countersign');
    story.does(scribe, byVoice('qa-lead', quality, 'no-go', 'the search is broken'));
    expect(requiredStatement(story.state, countersign('qa-lead', 'no-go'))).toMatchObject({
      kind: 'countersign',
      shown: 'no-go',
      role: 'qa-lead',
    });
    story.refuses(scribe, countersign('qa-lead', 'no-go'), 'not-your-vote');
    story.refuses(commander, countersign('qa-lead', 'no-go'), 'not-your-vote');
    story.after(MINUTE).does(quality, countersign('qa-lead', 'no-go'));
    expect(standing(story, 'qa-lead')).toMatchObject({ state: 'no-go', vote: { countersignedAt: story.now } });
    story.refuses(quality, countersign('qa-lead', 'no-go'), 'nothing-to-countersign');
  });

  test('a vote that was signed at once has nothing to countersign', () => {
    const story = madeLaunch();
    story.does(quality, vote('qa-lead'));
    story.refuses(quality, countersign('qa-lead'), 'nothing-to-countersign');
  });

  test('counts from someone who has no key yet', () => {
    const story = madeLaunch();
    const entry = story.state.roster.people[quality];
    const people = { ...story.state.roster.people, [quality]: { ...entry, publicKey: null } };
    story.state = { ...story.state, roster: { ...story.state.roster, people: people as never } };
    story.does(scribe, byVoice('qa-lead', quality));
    expect(standing(story, 'qa-lead').state).toBe('go');
    story.refuses(quality, countersign('qa-lead'), 'no-key');
    story.does(commander, enrol(quality, commander));
    story.does(quality, countersign('qa-lead'));
  });

  test('does not turn a signed NO-GO into GO, but takes a signed GO back', () => {
    const story = madeLaunch();
    story.does(quality, vote('qa-lead', 'no-go', 'the search is broken'));
    story.refuses(scribe, byVoice('qa-lead', quality), 'signed-no-go');
    story.does(quality, vote('qa-lead'));
    story.does(scribe, byVoice('qa-lead', quality, 'no-go', 'it is broken again'));
    expect(standing(story, 'qa-lead').state).toBe('no-go');
  });

  test('does not turn a countersigned NO-GO into GO either, not even by another NO-GO first: only its voter does', () => {
    const story = madeLaunch();
    story.does(scribe, byVoice('qa-lead', quality, 'no-go', 'the search is broken'));
    story.does(quality, countersign('qa-lead', 'no-go'));
    story.refuses(scribe, byVoice('qa-lead', quality), 'signed-no-go');
    story.refuses(scribe, byVoice('qa-lead', quality, 'no-go', 'as said'), 'signed-no-go');
    expect(standing(story, 'qa-lead')).toMatchObject({ state: 'no-go', vote: { countersignedAt: story.now } });
    story.does(quality, vote('qa-lead'));
    expect(standing(story, 'qa-lead').state).toBe('go');
  });

  test('is taken down anew until it is countersigned, and then signed by nobody who saw the other verdict', () => {
    const story = madeLaunch();
    story.does(scribe, byVoice('qa-lead', quality, 'no-go', 'the search is broken'));
    story.does(scribe, byVoice('qa-lead', quality));
    expect(requiredStatement(story.state, countersign('qa-lead', 'no-go'))?.shown).toBe('no-go');
    story.refuses(quality, countersign('qa-lead', 'no-go'), 'vote-changed');
    story.does(quality, countersign('qa-lead'));
  });
});
