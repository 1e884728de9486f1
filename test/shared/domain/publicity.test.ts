import { describe, expect, test } from 'vitest';
import type { Command } from '#shared/domain/commands.ts';
import { requiredStatement } from '#shared/domain/confirmation/required.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { isSuspended } from '#shared/domain/publicity/stop.ts';
import { communications } from '#test/support/full-room.ts';
import {
  commander,
  gate,
  go,
  goLaunch,
  launchMade,
  madeLaunch,
  noGo,
  plan,
  stepDone,
  T_ZERO,
  techLead,
} from '#test/support/launch-story.ts';
import { MINUTE, type Story } from '#test/support/story.ts';

const hold: Command = { type: 'clock.hold', reason: 'look at the cache' };
const resume: Command = { type: 'clock.resume', reason: 'found it' };
const slip: Command = { type: 'clock.slip', tZeroAt: T_ZERO + 30 * MINUTE, reason: 'the vendor is late' };
const release: Command = { type: 'publicity.release', reason: 'we are on our way again' };
const post = plan.publicity[0]?.id ?? '';
const markPost = (state: 'scheduled' | 'stopped', note = ''): Command => ({
  type: 'publicity.mark',
  post,
  state,
  note,
});
const toPublic = plan.channels.find((channel) => channel.isPublic)?.id ?? '';
const toUs = plan.channels.find((channel) => !channel.isPublic)?.id ?? '';
const message = (id: string, channel: string): Command => ({
  type: 'message.queue',
  message: id as never,
  channel,
  template: 'launch-announcement',
  text: 'We are live',
});
const stopped = (story: Story) => story.events.filter((event) => event.type === 'publicity.stopped');
const cause = (story: Story) => story.state.publicity.stop?.cause;
const rollback: Command = { type: 'rollback.ask', role: 'launch-commander' as never, reason: 'it smells' };

describe('"stop outgoing publicity" is opened at once', () => {
  test('by a hold of anyone, with its reason', () => {
    const story = madeLaunch();
    story.does(null, hold);
    expect(story.state.publicity.stop).toEqual({ at: story.now, cause: 'Hold', reason: 'look at the cache' });
  });

  test('by a slip, a scrub and a NO-GO', () => {
    const causes = ([slip, { type: 'clock.scrub', reason: 'rain' }, noGo('not today')] as const).map((command) => {
      const story = madeLaunch();
      story.does(commander, command);
      return cause(story);
    });
    expect(causes).toEqual(['Slip', 'Scrub', 'NO-GO']);
  });

  test('by withdrawing GO, also where the clock was on hold already and publicity had been released', () => {
    const story = goLaunch();
    story.does(null, hold);
    story.does(commander, release);
    story.does(null, { type: 'gate.withdraw', gate, reason: '' });
    expect(cause(story)).toBe('Hold');
  });

  test('by a rollback when it begins, not when it is only asked for', () => {
    const story = goLaunch();
    stepDone(story, 'canary-images');
    story.does(null, { type: 'criterion.raise', criterion: 'customer-complaints' as never, evidence: '' });
    story.does(commander, rollback);
    expect(story.state.publicity.stop).toBeNull();
    const id = story.state.actions.order.at(-1) as never;
    const shown = story.state.actions.byId[id as string]?.shown ?? '';
    story.does(techLead, { type: 'action.confirm', action: id, role: 'senior-engineer' as never, shown });
    expect(cause(story)).toBe('Rollback');
  });

  test('once: what follows while it is open opens it no second time', () => {
    const story = madeLaunch();
    story.does(null, hold);
    story.does(commander, slip);
    story.does(commander, noGo('not today'));
    story.does(commander, { type: 'clock.scrub', reason: 'rain' });
    expect(stopped(story)).toHaveLength(1);
    expect(cause(story)).toBe('Hold');
  });

  test('and stays open when the clock runs again', () => {
    const story = madeLaunch();
    story.does(null, hold);
    story.after(MINUTE).does(commander, resume);
    expect(story.state.publicity.stop).not.toBeNull();
  });

  test('never where nothing goes out to the public', () => {
    const quiet: LaunchPlan = {
      ...plan,
      publicity: [],
      channels: plan.channels.map((channel) => ({ ...channel, isPublic: false })),
    };
    const story = launchMade({ plan: quiet });
    story.does(null, hold);
    story.does(commander, noGo('not today'));
    expect(stopped(story)).toEqual([]);
  });
});

describe('a message to the public', () => {
  test('that is stored while publicity is stopped waits; one to ourselves does not', () => {
    const story = madeLaunch();
    story.does(null, message('before', toPublic));
    expect(isSuspended(story.state, toPublic)).toBe(false);
    story.does(null, hold);
    story.does(null, message('public', toPublic));
    story.does(null, message('ours', toUs));
    expect(isSuspended(story.state, toPublic)).toBe(true);
    expect(isSuspended(story.state, toUs)).toBe(false);
    expect(story.state.messages.messages.map((entry) => entry.state)).toEqual(['queued', 'queued', 'queued']);
  });

  test('is sent by the release: all that waited, nothing that was sent, nothing of ours', () => {
    const story = madeLaunch();
    story.does(null, message('sent', toPublic));
    story.does(null, { type: 'message.deliver', message: 'sent' as never, reference: '1' });
    story.does(null, message('early', toPublic));
    story.does(null, hold);
    story.does(null, message('late', toPublic));
    story.does(null, message('ours', toUs));
    const decision = story.ask(commander, release);
    expect(decision.ok && decision.value.effects).toEqual([
      { kind: 'send-message', message: 'early' },
      { kind: 'send-message', message: 'late' },
    ]);
    story.accept(decision);
    expect(isSuspended(story.state, toPublic)).toBe(false);
  });

  test('of a scrubbed launch never goes out', () => {
    const story = madeLaunch();
    story.does(null, message('late', toPublic));
    story.does(commander, { type: 'clock.scrub', reason: 'rain' });
    story.refuses(commander, release, 'scrubbed');
    expect(isSuspended(story.state, toPublic)).toBe(true);
  });
});

describe('releasing publicity', () => {
  test('is for whoever may resume, signed and with a reason', () => {
    const story = madeLaunch();
    story.refuses(commander, release, 'not-stopped');
    story.does(null, hold);
    expect(requiredStatement(story.state, release)).toMatchObject({
      kind: 'confirm',
      subject: 'publicity',
      shown: 'release',
    });
    story.refuses(null, release, 'not-signed');
    story.refuses(communications, release, 'not-entitled');
    const [event] = story.does(commander, release);
    expect(event).toMatchObject({ type: 'publicity.released', by: commander, reason: 'we are on our way again' });
  });

  test('holds until the next cause: then it is stopped anew', () => {
    const story = madeLaunch();
    story.does(null, hold);
    story.after(MINUTE).does(commander, resume);
    story.does(commander, release);
    story.does(commander, noGo('not today'));
    expect(cause(story)).toBe('NO-GO');
    expect(stopped(story)).toHaveLength(2);
  });

  test('is not needed for GO: publicity and the gate are two things', () => {
    const story = madeLaunch();
    story.does(commander, noGo('not yet'));
    story.does(commander, go('now we go'));
    expect(cause(story)).toBe('NO-GO');
  });
});

describe('a post that others send', () => {
  test('is scheduled until its owner says that it is stopped, with their name; and goes out again', () => {
    const story = madeLaunch();
    story.refuses(communications, markPost('scheduled'), 'already-so');
    story.refuses(null, markPost('stopped'), 'not-signed');
    story.does(communications, markPost('stopped', 'taken out of the scheduler'));
    expect(story.state.publicity.posts[post]).toMatchObject({
      state: 'stopped',
      by: communications,
      note: 'taken out of the scheduler',
    });
    story.refuses(communications, markPost('stopped'), 'already-so');
    story.does(communications, markPost('scheduled'));
    expect(story.state.publicity.posts[post]?.state).toBe('scheduled');
  });

  test('is one of the runbook', () => {
    const unknown: Command = { type: 'publicity.mark', post: 'no-such', state: 'stopped', note: '' };
    madeLaunch().refuses(communications, unknown, 'no-such-post');
  });
});
