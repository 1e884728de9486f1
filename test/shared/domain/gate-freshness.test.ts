import { describe, expect, test } from 'vitest';
import { stepStatus } from '#shared/domain/rollout/step-status.ts';
import { communications } from '#test/support/full-room.ts';
import {
  commander,
  everyoneVotesGo,
  everythingTicked,
  freezeGate,
  gate,
  go,
  goLaunch,
  launchGate,
  madeLaunch,
  noGo,
  OVER_UNKNOWN,
  stepDone,
  techLead,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const firstStep = { type: 'step.ask', step: 'canary-images' as never } as const;
const withdraw = { type: 'gate.withdraw', gate, reason: 'smoke in the rack' } as const;
const resume = { type: 'clock.resume', reason: 'it was toast' } as const;
const refusal = (story: Story, step = 'canary-images') => stepStatus(story.state, step, story.now).refusal?.code;
const held = (story: Story, minutes: number): Story => {
  story.does(null, { type: 'clock.hold', reason: '' });
  story.after(minutes * MINUTE).does(commander, resume);
  return story.after(1);
};

describe('the gate is fresh', () => {
  test('until a vote has grown old, however much else the commander went over', () => {
    const story = everyoneVotesGo(everythingTicked(madeLaunch()));
    story.after(launchGate.voteFreshMs - MINUTE).does(commander, go(OVER_UNKNOWN));
    expect(refusal(story.after(MINUTE))).toBeUndefined();
    expect(refusal(story.after(1))).toBe('gate-not-fresh');
  });

  test('as long as a vote is, from a decision that went without the votes', () => {
    const story = everythingTicked(madeLaunch());
    story.does(commander, go('nobody answers, we go'));
    expect(refusal(story.after(launchGate.voteFreshMs))).toBeUndefined();
    expect(refusal(story.after(1))).toBe('gate-not-fresh');
  });

  test('after a hold of thirty minutes, and no longer after a longer one', () => {
    expect(refusal(held(goLaunch(), 30))).toBeUndefined();
    expect(refusal(held(goLaunch(), 31))).toBe('gate-not-fresh');
  });

  test('not again by a short hold after a long one', () => {
    const story = held(held(goLaunch(), 31), 1);
    expect(refusal(story)).toBe('gate-not-fresh');
    everyoneVotesGo(story).does(commander, go(OVER_UNKNOWN));
    expect(refusal(story)).toBeUndefined();
  });

  test('not when it was decided before a rollback', () => {
    const story = goLaunch();
    stepDone(story, 'canary-images');
    story.does(commander, { type: 'rollback.ask', role: 'launch-commander' as never, reason: '' });
    const rollback = story.state.actions.order.at(-1) as never;
    story.does(commander, { type: 'action.stop', action: rollback, reason: 'wrong launch' });
    expect(refusal(story.after(1))).toBe('gate-not-fresh');
  });

  test('a long hold in the middle of the launch asks for it again before the next promotion', () => {
    const story = goLaunch();
    stepDone(story, 'canary-images');
    expect(refusal(held(story, 31), 'stage-5')).toBe('gate-not-fresh');
    everyoneVotesGo(story).does(commander, go(OVER_UNKNOWN));
    expect(refusal(story, 'stage-5')).toBeUndefined();
  });
});

describe('the meeting of the day before', () => {
  const stakeholders = freezeGate.id;

  test('opens the freeze and not the launch', () => {
    const story = everyoneVotesGo(everythingTicked(madeLaunch()), freezeGate);
    story.does(commander, go(OVER_UNKNOWN, stakeholders));
    expect(story.state.gate.gates[stakeholders]?.decision?.verdict).toBe('go');
    expect(freezeGate.opens).toBe('freeze');
    story.refuses(techLead, firstStep, 'gate-not-go');
  });

  test('is no GO that makes enrolling take two witnesses, nor is it undone by a long hold', () => {
    const story = everyoneVotesGo(everythingTicked(madeLaunch()), freezeGate);
    story.does(commander, go(OVER_UNKNOWN, stakeholders));
    held(story, 31);
    expect(story.state.gate.gates[stakeholders]).toMatchObject({ decision: { verdict: 'go' }, withdrawn: null });
    const [event] = story.does(commander, {
      type: 'person.enrol',
      person: communications as never,
      publicKey: 'n'.repeat(43),
      words: '',
      witness: commander as never,
    });
    expect(event?.type).toBe('person.enrolled');
  });

  test('withdrawn is a hold like any other, and NO-GO stops publicity', () => {
    const story = everyoneVotesGo(everythingTicked(madeLaunch()), freezeGate);
    story.does(commander, go(OVER_UNKNOWN, stakeholders));
    story.does(null, { ...withdraw, gate: stakeholders });
    expect(story.state.clock.hold).not.toBeNull();
    const other = madeLaunch();
    other.does(commander, noGo('not tomorrow', stakeholders));
    expect(other.state.publicity.stop).toMatchObject({ cause: 'NO-GO' });
  });
});
