import { describe, expect, test } from 'vitest';
import { commander, lastAction, operations, techLead } from '#test/support/launch-story.ts';
import { atFivePercent, databaseAsked, raise, roll } from '#test/support/safe-launch.ts';

describe('a rollback that nobody has confirmed to its end', () => {
  test('does not stand before a graver one: an immediate criterion lets a senior engineer roll back at once', () => {
    const story = atFivePercent();
    story.does(null, raise('customer-complaints'));
    story.does(commander, roll('launch-commander'));
    const waiting = lastAction(story).id;
    story.refuses(techLead, roll('senior-engineer'), 'rolling-back');
    story.does(null, raise('security-breach'));
    story.does(techLead, roll('senior-engineer'));
    expect(lastAction(story).state).toBe('running');
    expect(story.state.actions.byId[waiting]).toMatchObject({ state: 'stopped' });
  });

  test('of the database does not stand before the quick one, nor does it push that one aside', () => {
    const story = atFivePercent();
    const waiting = databaseAsked(story);
    story.does(commander, roll('launch-commander'));
    expect(lastAction(story).state).toBe('running');
    expect(story.state.actions.byId[waiting]?.state).toBe('stopped');
    const other = atFivePercent();
    other.does(null, raise('customer-complaints'));
    other.does(commander, roll('launch-commander'));
    other.refuses(
      operations,
      roll('operations-lead', { procedure: 'database-rollback', typedName: 'Database Rollback' }),
      'rolling-back',
    );
  });

  test('ends when the commander decides to keep going', () => {
    const story = atFivePercent();
    story.does(null, raise('customer-complaints'));
    story.does(techLead, roll('senior-engineer'));
    const { id } = lastAction(story);
    const decision = story.state.rollback.decisions[0]?.id as never;
    story.does(commander, { type: 'decision.keep-going', decision, reason: 'it was the weather' });
    expect(story.state.actions.byId[id]).toMatchObject({ state: 'stopped', reason: 'decided to keep going' });
  });

  test('is not planned anew by hand: it is confirmed as its goal', () => {
    const story = atFivePercent();
    story.does(null, raise('customer-complaints'));
    story.does(commander, roll('launch-commander'));
    story.refuses(techLead, { type: 'action.replan', action: lastAction(story).id }, 'a-goal');
    expect(lastAction(story)).toMatchObject({ state: 'waiting', confirmations: [{ person: commander }] });
  });
});
