import { describe, expect, test } from 'vitest';
import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import type { DryRunFinding } from '#shared/domain/rollback/commands.ts';
import type { ProcedureKind } from '#shared/domain/rollback/state.ts';
import { withoutKeys } from '#shared/domain/roster/state.ts';
import {
  commander,
  engineering,
  everyoneVotesGo,
  everythingTicked,
  gate,
  go,
  launchMade,
  techLead,
} from '#test/support/launch-story.ts';
import { safePlan } from '#test/support/safe-plan.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const finding = (state: DryRunFinding['state']): DryRunFinding => ({
  ...{ operation: 'weights' as never, title: 'Traffic to stable', how: 'rehearsed', state, text: 'accepted' },
});
const made = () => launchMade({ plan: safePlan });
const last = (story: Story) => story.state.rollback.dryRuns.at(-1);

/** Asks for a dry run and reports what it found. */
function rehearsed(story: Story, procedure: ProcedureKind, ...states: readonly DryRunFinding['state'][]): Story {
  story.does(techLead, { type: 'dry-run.ask', procedure });
  story.does(null, { type: 'dry-run.report', dryRun: last(story)?.id ?? '', findings: states.map(finding) });
  return story;
}
const confirmed = (story: Story) => {
  story.does(null, { type: 'readiness.judge', verdict: 'ready', checks: [] });
  const criteria = safePlan.gates.find((one) => one.id === gate)?.criteria ?? [];
  const wanted = criteria.find(({ kind }) => kind === 'rollback-plan-confirmed')?.id;
  const found = gateCriteria(story.state, gate, story.now).find((one) => one.id === wanted);
  return `${found?.state}: ${found?.text}`;
};
/** The change is asked for by the commander and adopted by the Engineering Lead. */
function adopts(story: Story, change: Partial<typeof safePlan>): Story {
  const people = withoutKeys(Object.values(story.state.roster.people));
  const plan = { ...(story.state.launch?.plan ?? safePlan), ...change };
  story.does(commander, { type: 'adoption.ask', plan, people, shown: 'shown' });
  const adoption = story.state.adoption.waiting?.id ?? '';
  story.does(engineering, { type: 'adoption.confirm', adoption, role: 'engineering-lead' as never, shown: 'shown' });
  return story.after(MINUTE);
}

describe('a dry run', () => {
  test('is asked for by anyone who is signed in, one at a time, and touches nothing', () => {
    const story = made();
    story.refuses(null, { type: 'dry-run.ask', procedure: 'quick-rollback' }, 'not-signed');
    const decision = story.ask(techLead, { type: 'dry-run.ask', procedure: 'quick-rollback' });
    expect(decision.ok && decision.value.effects).toEqual([{ kind: 'dry-run', dryRun: expect.any(String) }]);
    story.accept(decision);
    expect(story.state.actions.order).toEqual([]);
    story.refuses(techLead, { type: 'dry-run.ask', procedure: 'database-rollback' }, 'running');
  });

  test('passes only with nothing in the way and nothing unknown', () => {
    for (const [states, isPassed] of [
      [['good', 'watch'], true],
      [['good', 'act'], false],
      [['good', 'unknown'], false],
      [[], false],
    ] as const)
      expect(last(rehearsed(made(), 'quick-rollback', ...states))?.isPassed, states.join()).toBe(isPassed);
  });

  test('is done again when the console stopped in the middle of it; one that ended is not', () => {
    const story = rehearsed(made(), 'quick-rollback', 'good');
    story.does(techLead, { type: 'dry-run.ask', procedure: 'database-rollback' });
    const decision = story.ask(null, { type: 'launch.recover', lost: [] });
    expect(decision.ok && decision.value).toEqual({
      events: [],
      effects: [{ kind: 'dry-run', dryRun: last(story)?.id }],
    });
  });

  test('reported twice is kept once', () => {
    const story = rehearsed(made(), 'quick-rollback', 'good');
    const dryRun = last(story)?.id ?? '';
    expect(story.does(null, { type: 'dry-run.report', dryRun, findings: [finding('act')] })).toEqual([]);
    expect(last(story)?.isPassed).toBe(true);
  });
});

describe('rollback plan confirmed', () => {
  const both = () => rehearsed(rehearsed(made(), 'quick-rollback', 'good'), 'database-rollback', 'good', 'watch');

  test('is met with readiness proven and a passed dry run of every rollback of the plan', () => {
    expect(confirmed(made())).toBe('not-met: no dry run of the quick rollback is on record');
    expect(confirmed(rehearsed(made(), 'quick-rollback', 'good'))).toBe(
      'not-met: no dry run of the database rollback is on record',
    );
    expect(confirmed(both())).toBe('met: a rollback would work now, and its dry run passed');
  });

  test('goes by the last dry run: one that fails takes it away, one under way does not', () => {
    const story = both();
    story.does(techLead, { type: 'dry-run.ask', procedure: 'quick-rollback' });
    expect(confirmed(story)).toMatch(/^met/);
    story.does(null, { type: 'dry-run.report', dryRun: last(story)?.id ?? '', findings: [finding('act')] });
    expect(confirmed(story)).toBe('not-met: the last dry run of the quick rollback did not pass');
  });

  test('asks for a new one when the plan was changed since; a change of people alone does not', () => {
    const story = adopts(both().after(MINUTE), {});
    expect(story.state.adoption).toEqual({ waiting: null, planAdoptedAt: null });
    expect(confirmed(story)).toMatch(/^met/);
    adopts(story, { title: 'Another title' });
    expect(confirmed(story)).toBe('not-met: the plan was changed after the last dry run of the quick rollback');
    expect(confirmed(rehearsed(rehearsed(story, 'quick-rollback', 'good'), 'database-rollback', 'good'))).toMatch(
      /^met/,
    );
  });

  test('lets GO be given over nothing at all', () => {
    const story = everyoneVotesGo(everythingTicked(both()));
    story.does(null, { type: 'readiness.judge', verdict: 'ready', checks: [] });
    const [event] = story.does(commander, go());
    expect(event).toMatchObject({ type: 'gate.passed', overrode: [] });
  });
});
