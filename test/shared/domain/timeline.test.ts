import { describe, expect, test } from 'vitest';
import { describe as describeEvent } from '#shared/domain/describe.ts';
import { communications, scribe } from '#test/support/full-room.ts';
import { madeLaunch } from '#test/support/launch-story.ts';
import { MINUTE } from '#test/support/story.ts';

const mark = (entry: string, hasHappened = true, note = '') =>
  ({ type: 'entry.mark', entry, hasHappened, note }) as const;

describe('an entry of the day', () => {
  test('that nothing shows has happened when a person says so, with name, time and note', () => {
    const story = madeLaunch();
    story.refuses(null, mark('on-call-briefing'), 'not-signed');
    story.does(scribe, mark('on-call-briefing', true, 'all nine were there'));
    expect(story.state.timeline.reached['on-call-briefing']).toEqual({
      at: story.now,
      by: scribe,
      note: 'all nine were there',
    });
    const [event] = story.events.slice(-1);
    if (event === undefined) throw new Error('nothing has happened');
    expect(describeEvent({ position: 1, at: 0, actor: '', console: '', event }, story.state)).toMatchObject({
      title: 'On-call team briefing',
      text: 'has happened, C. Moreau: all nine were there',
    });
  });

  test('is taken back by a new entry, and said again by another', () => {
    const story = madeLaunch();
    story.refuses(scribe, mark('freeze', false), 'already-so');
    story.does(scribe, mark('freeze'));
    story.refuses(communications, mark('freeze'), 'already-so');
    story.after(MINUTE).does(communications, mark('freeze', false, 'too early'));
    expect(story.state.timeline.reached.freeze).toBeUndefined();
    story.after(MINUTE).does(scribe, mark('freeze'));
    expect(story.state.timeline.reached.freeze).toMatchObject({ at: story.now, by: scribe });
    expect(story.events.filter((event) => event.type === 'entry.marked')).toHaveLength(3);
  });

  test('that a step, a decision, a list or an item stands for speaks for itself', () => {
    const story = madeLaunch();
    for (const entry of ['cutover', 'final-go-no-go', 'final-sign-off', 'database-backup'])
      story.refuses(scribe, mark(entry), 'shows-itself');
    story.refuses(scribe, mark('no-such'), 'no-such-entry');
  });
});
