import { describe, expect, test } from 'vitest';
import { gateCriteria } from '#shared/domain/gate/criteria.ts';
import {
  carriedOut,
  commander,
  everythingTicked,
  gate,
  lastAction,
  madeLaunch,
  product,
  techLead,
} from '#test/support/launch-story.ts';
import { atFivePercent, confirmOf, raise, roll } from '#test/support/safe-launch.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const incidents = (story: Story) => story.state.incidents.incidents;
const declare = (severity: 'P1' | 'P2' | 'P3' | 'P4', title = 'Search is slow') =>
  ({ type: 'incident.declare', severity, title }) as const;
const blocking = (story: Story) => {
  const id = story.state.launch?.plan.gates.find((one) => one.id === gate)?.criteria;
  const wanted = id?.find(({ kind }) => kind === 'no-blocking-issues')?.id;
  return gateCriteria(story.state, gate, story.now).find((one) => one.id === wanted);
};

describe('an incident', () => {
  test('is declared by anyone, not signed in, at once', () => {
    const story = madeLaunch();
    story.does(null, declare('P2'));
    expect(incidents(story)).toMatchObject([{ severity: 'P2', title: 'Search is slow', by: null, action: null }]);
  });

  test('is graded and resolved by people with a name, and once', () => {
    const story = madeLaunch();
    story.does(product, declare('P2'));
    const incident = incidents(story)[0]?.id as never;
    story.refuses(null, { type: 'incident.grade', incident, severity: 'P1', reason: '' }, 'not-signed');
    story.refuses(techLead, { type: 'incident.grade', incident, severity: 'P2', reason: '' }, 'same');
    story.does(techLead, { type: 'incident.grade', incident, severity: 'P1', reason: 'it is everyone' });
    expect(incidents(story)[0]?.severity).toBe('P1');
    story.does(techLead, { type: 'incident.resolve', incident, text: 'index rebuilt' });
    story.refuses(techLead, { type: 'incident.resolve', incident, text: 'again' }, 'resolved');
    story.refuses(techLead, { type: 'incident.grade', incident, severity: 'P3', reason: '' }, 'resolved');
  });

  test('is opened by a rollback that begins: P1 on an immediate criterion, else P2, and names it', () => {
    const story = atFivePercent();
    story.does(null, raise('security-breach'));
    story.does(techLead, roll('senior-engineer', { reason: 'somebody is inside' }));
    expect(incidents(story)).toMatchObject([
      { severity: 'P1', action: lastAction(story).id, title: 'Quick Rollback: somebody is inside', by: techLead },
    ]);
    const other = atFivePercent();
    other.does(commander, roll('launch-commander'));
    expect(incidents(other)).toMatchObject([{ severity: 'P2', action: lastAction(other).id, by: commander }]);
  });

  test('is not opened by a rollback that only waits, and not again by one that is gone on with', () => {
    const story = atFivePercent();
    story.does(null, raise('customer-complaints'));
    story.does(commander, roll('launch-commander'));
    expect(incidents(story)).toEqual([]);
    story.does(techLead, confirmOf(story, 'senior-engineer'));
    expect(incidents(story)).toMatchObject([{ severity: 'P2', by: commander }]);
    const action = lastAction(story).id;
    const operation = lastAction(story).operations.find(({ state }) => state === 'running')?.planned.id as never;
    story.does(null, { type: 'operation.fail', action, operation, message: 'no answer', hint: '', raw: '' });
    carriedOut(story, action);
    story.after(MINUTE).does(commander, { type: 'action.continue', action });
    expect(incidents(story)).toHaveLength(1);
  });
});

describe('no blocking issues', () => {
  test('is met with nothing open, and not with an open P1 or P2; a P3 does not block', () => {
    const story = everythingTicked(madeLaunch());
    expect(blocking(story)?.state).toBe('met');
    story.does(null, declare('P3'));
    expect(blocking(story)?.state).toBe('met');
    story.does(techLead, declare('P2', 'Logins fail'));
    expect(blocking(story)).toMatchObject({ state: 'not-met', text: 'open incident: P2 Logins fail' });
    const incident = incidents(story).at(-1)?.id as never;
    story.does(techLead, { type: 'incident.resolve', incident, text: 'certificate renewed' });
    expect(blocking(story)?.state).toBe('met');
  });

  test('is not met with a blocking action item until it is done', () => {
    const story = everythingTicked(madeLaunch());
    const add = (isBlocking: boolean, title: string) =>
      story.does(techLead, { type: 'action-item.add', title, owner: techLead as never, dueAt: null, isBlocking });
    add(false, 'Bring cake');
    expect(blocking(story)?.state).toBe('met');
    add(true, 'Raise the quota');
    expect(blocking(story)).toMatchObject({ state: 'not-met', text: 'blocking action item: Raise the quota' });
    const item = story.state.actionItems.items.at(-1)?.id as never;
    story.does(techLead, { type: 'action-item.close', item, text: '' });
    expect(blocking(story)?.state).toBe('met');
  });
});
