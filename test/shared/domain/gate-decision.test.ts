import { describe, expect, test } from 'vitest';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { fullRoom, quality, scribe } from '#test/support/full-room.ts';
import {
  commander,
  everyoneVotesGo,
  everythingTicked,
  gate,
  go,
  goLaunch,
  launchGate,
  launchMade,
  madeLaunch,
  noGo,
  plan,
  stepDone,
  techLead,
  vote,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const firstStep = { type: 'step.ask', step: 'canary-images' as never } as const;
const secondStep = { type: 'step.ask', step: 'stage-5' as never } as const;
const withdraw = { type: 'gate.withdraw', gate, reason: 'smoke in the rack' } as const;
const resume = { type: 'clock.resume', reason: 'it was toast' } as const;
const idOf = (kind: string) => launchGate.criteria.find((criterion) => criterion.kind === kind)?.id ?? '';
/** The runbook with only the criteria that lists and votes meet. */
const knowable: LaunchPlan = {
  ...plan,
  gates: plan.gates.map((entry) => ({
    ...entry,
    criteria: entry.criteria.filter((one) =>
      ['all-checklists-complete', 'all-stakeholders-approve'].includes(one.kind),
    ),
  })),
};
const allMet = (): Story => everyoneVotesGo(everythingTicked(launchMade({ plan: knowable })));

describe('GO', () => {
  test('with every criterion met needs no reason and overrides nothing', () => {
    const story = allMet();
    const [event] = story.does(commander, go());
    expect(event).toMatchObject({ type: 'gate.passed', overrode: [], reason: '' });
    story.does(techLead, firstStep);
  });

  test('is refused while a criterion is not met or not known, and says which', () => {
    const story = madeLaunch();
    const decision = story.ask(commander, go());
    expect(decision).toMatchObject({ ok: false, error: { code: 'criteria-not-met' } });
    const said = decision.ok ? '' : decision.error.message;
    for (const { title, kind } of launchGate.criteria) if (kind !== 'no-blocking-issues') expect(said).toContain(title);
    expect(said).not.toContain(launchGate.criteria.find(({ kind }) => kind === 'no-blocking-issues')?.title);
  });

  test('over criteria is an override: with a reason, under a signature of that kind, each criterion named in the log', () => {
    const story = everythingTicked(madeLaunch());
    expect(requiredStatement(story.state, go('the vendor is late'))?.kind).toBe('override');
    expect(requiredStatement(story.state, go())?.kind).toBe('confirm');
    const [event] = story.does(commander, go('the vendor is late'));
    expect(event).toMatchObject({
      type: 'gate.passed',
      reason: 'the vendor is late',
      overrode: [idOf('all-stakeholders-approve'), idOf('rollback-plan-confirmed')],
    });
  });

  test('and NO-GO are the commander’s alone, and signed', () => {
    const story = everythingTicked(madeLaunch());
    story.refuses(techLead, go('we go'), 'not-entitled');
    story.refuses(techLead, noGo('no'), 'not-entitled');
    story.refuses(null, go('we go'), 'not-signed');
  });

  test('over a criterion is for who may override, where the pack names somebody else', () => {
    const authorities = plan.authorities.map((entry) =>
      entry.id === 'override' ? { ...entry, asks: ['engineering-lead' as never] } : entry,
    );
    const story = launchMade({ plan: { ...knowable, authorities } });
    story.refuses(commander, go('we go'), 'not-entitled');
    everyoneVotesGo(everythingTicked(story)).does(commander, go());
  });

  test('is written down by someone of the roster, and says who', () => {
    const story = allMet();
    story.refuses(commander, { ...go(), recordedBy: 'nobody' as never }, 'not-on-roster');
    const [event] = story.does(commander, { ...go(), recordedBy: scribe as never });
    expect(event).toMatchObject({ recordedBy: scribe });
    expect(story.state.gate.gates[gate]?.decision).toMatchObject({ verdict: 'go', by: commander, recordedBy: scribe });
  });

  test('a criterion that fails after it does not take it back, a changed vote does', () => {
    const story = allMet();
    story.does(commander, go());
    story.after(1).does(quality, vote('qa-lead', 'no-go', 'the search is broken'));
    story.refuses(techLead, firstStep, 'gate-not-fresh');
    story.after(1).does(quality, vote('qa-lead'));
    story.does(techLead, firstStep);
  });

  test('a NO-GO vote stands in the way also after its voter has left', () => {
    const story = everyoneVotesGo(everythingTicked(launchMade({ ...fullRoom, plan: knowable })));
    story.does(commander, go());
    story.after(1).does(quality, vote('qa-lead', 'no-go', 'the search is broken'));
    story.does(quality, { type: 'person.revoke', person: quality as never, reason: 'walked out' });
    story.refuses(techLead, firstStep, 'gate-not-fresh');
  });
});

describe('NO-GO', () => {
  test('needs a reason, is signed as a decision, and keeps the launch shut', () => {
    const story = madeLaunch();
    story.refuses(techLead, firstStep, 'gate-not-go');
    story.refuses(commander, noGo(''), 'reason-missing');
    expect(requiredStatement(story.state, noGo('not today'))?.kind).toBe('confirm');
    story.does(commander, noGo('not today'));
    story.refuses(techLead, firstStep, 'gate-not-go');
  });

  test('asks for a new poll: the votes from before count no more', () => {
    const story = allMet();
    story.does(commander, noGo('not yet'));
    story.refuses(commander, go(), 'criteria-not-met');
    everyoneVotesGo(story.after(1)).does(commander, go());
    story.does(techLead, firstStep);
  });

  test('after GO takes it back', () => {
    const story = allMet();
    story.does(commander, go());
    story.after(1).does(commander, noGo('the vendor is down'));
    story.refuses(techLead, firstStep, 'gate-not-go');
  });

  test('in the middle of the launch shuts the promotions too', () => {
    const story = goLaunch();
    stepDone(story, 'canary-images');
    story.after(1).does(commander, noGo('the vendor is down'));
    story.refuses(techLead, secondStep, 'gate-not-go');
  });

  test('after a withdrawal opens nothing', () => {
    const story = goLaunch();
    stepDone(story, 'canary-images');
    story.does(null, withdraw);
    story.after(MINUTE).does(commander, resume);
    story.does(commander, noGo('not today'));
    story.refuses(techLead, secondStep, 'gate-not-go');
  });
});

describe('withdrawing GO', () => {
  test('is anyone’s, not signed in, with or without a reason; it is a hold and stops publicity', () => {
    const story = goLaunch();
    expect(story.does(null, withdraw).map((event) => event.type)).toEqual([
      'gate.withdrawn',
      'clock.held',
      'publicity.stopped',
    ]);
    expect(story.state.clock.hold).toMatchObject({ by: null, reason: 'GO withdrawn: smoke in the rack' });
  });

  test('asks for a new poll and a new GO, also after the clock runs again', () => {
    const story = allMet();
    story.does(commander, go());
    story.after(1).does(null, withdraw);
    story.refuses(techLead, firstStep, 'held');
    story.after(MINUTE).does(commander, resume);
    story.refuses(techLead, firstStep, 'gate-withdrawn');
    story.refuses(commander, go(), 'criteria-not-met');
    everyoneVotesGo(story).does(commander, go());
    story.does(techLead, firstStep);
  });

  test('during a hold is no second hold', () => {
    const story = goLaunch();
    story.does(null, { type: 'clock.hold', reason: 'look' });
    expect(story.does(null, withdraw).map((event) => event.type)).toEqual(['gate.withdrawn']);
    expect(story.state.clock.hold?.reason).toBe('look');
  });

  test('shuts the promotions in the middle of the launch', () => {
    const story = goLaunch();
    stepDone(story, 'canary-images');
    story.does(null, withdraw);
    story.after(MINUTE).does(commander, resume);
    story.refuses(techLead, secondStep, 'gate-withdrawn');
  });

  test('is refused where there is no GO', () => {
    const story = madeLaunch();
    story.refuses(null, withdraw, 'not-go');
    story.does(commander, noGo('no'));
    story.refuses(null, withdraw, 'not-go');
  });
});

test('nothing is voted or decided at a gate the runbook does not have, nor after a scrub', () => {
  const story = goLaunch();
  story.refuses(commander, go('x', 'no-such' as never), 'no-such-gate');
  story.does(commander, { type: 'clock.scrub', reason: 'rain' });
  story.refuses(commander, go('x'), 'scrubbed');
  story.refuses(quality, vote('qa-lead'), 'scrubbed');
  story.refuses(null, withdraw, 'scrubbed');
});
