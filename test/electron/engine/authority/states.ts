import { gate, noGo, plan } from '#test/support/launch-story.ts';
import { MINUTE } from '#test/support/story.ts';
import { adoptionOf, breakGlass, databaseRollback, raising, rollback } from './commands.ts';
import { asks, confirms, everythingIsMet, goes, goesOn, isADayLater, launches, opens, runs } from './reach.ts';
import type { Stage } from './stage.ts';

export type LaunchMoment = {
  readonly reach: (stage: Stage) => Promise<void>;
  /** After a restart nothing runs by itself: what brings a copy of the launch to this state again, and who does it. */
  readonly thaw?: { readonly by: string; readonly how: (stage: Stage) => Promise<void> };
};
const thaw = (by: string) => ({ by, how: goesOn(by) });

/** Every state in which who may do what is tried out, and how a launch gets there. */
export const states: Readonly<Record<string, LaunchMoment>> = {
  'before GO': { reach: async () => {} },
  'everything is met': { reach: everythingIsMet },
  'NO-GO': { reach: (stage) => stage.does('commander', noGo('not today')) },
  GO: { reach: goes },
  'a step waits': {
    reach: async (stage) => {
      await goes(stage);
      await asks(stage);
    },
  },
  'the grace time runs': {
    reach: async (stage) => {
      await goes(stage);
      await confirms(stage);
    },
    thaw: thaw('technical'),
  },
  'a step runs': {
    reach: async (stage) => {
      await goes(stage);
      await runs(stage);
    },
    thaw: thaw('technical'),
  },
  'a step is paused': {
    reach: async (stage) => {
      await goes(stage);
      await runs(stage);
      await stage.does('technical', { type: 'action.pause', action: stage.last().id });
    },
    thaw: {
      by: 'technical',
      how: async (stage) => {
        await goesOn('technical')(stage);
        if (!stage.last().isPaused) await stage.does('technical', { type: 'action.pause', action: stage.last().id });
      },
    },
  },
  'a step was cut off': {
    reach: async (stage) => {
      await goes(stage);
      await runs(stage);
      await stage.reopen();
    },
  },
  hold: {
    reach: async (stage) => {
      await goes(stage);
      await stage.does('scribe', { type: 'clock.hold', reason: 'the line is bad' });
    },
  },
  'GO was withdrawn': {
    reach: async (stage) => {
      await goes(stage);
      await stage.does('quality', { type: 'gate.withdraw', gate, reason: 'a test is red' });
    },
  },
  'an immediate decision': { reach: (stage) => opens(stage, 'security-breach') },
  'an urgent decision': { reach: (stage) => opens(stage, 'critical-functionality') },
  'a conditional decision': { reach: (stage) => opens(stage, 'intermittent-failures') },
  'an urgent and an immediate decision': {
    reach: (stage) => opens(stage, 'critical-functionality', 'security-breach'),
  },
  'a conditional and an urgent decision': {
    reach: (stage) => opens(stage, 'intermittent-failures', 'critical-functionality'),
  },
  'an urgent decision, a second short of two minutes': {
    reach: async (stage) => {
      await opens(stage, 'critical-functionality');
      stage.after(2 * MINUTE - 1000);
    },
  },
  'an urgent decision, unanswered for two minutes': {
    reach: async (stage) => {
      await opens(stage, 'critical-functionality');
      stage.after(2 * MINUTE);
    },
  },
  'a conditional decision, unanswered for two minutes': {
    reach: async (stage) => {
      await opens(stage, 'intermittent-failures');
      stage.after(2 * MINUTE);
    },
  },
  'an immediate decision, unanswered for two minutes': {
    reach: async (stage) => {
      await opens(stage, 'security-breach');
      stage.after(2 * MINUTE);
    },
  },
  'an urgent decision whose time is over': {
    reach: async (stage) => {
      await opens(stage, 'critical-functionality');
      stage.after(10 * MINUTE);
      const decision = stage.state.rollback.decisions[0]?.id;
      if (decision !== undefined) stage.tell({ type: 'decision.time-out', decision });
    },
  },
  'an urgent rollback waits for the second person': {
    reach: async (stage) => {
      await opens(stage, 'critical-functionality');
      await stage.does('commander', rollback('launch-commander'));
    },
  },
  'a conditional rollback waits for two more': {
    reach: async (stage) => {
      await opens(stage, 'intermittent-failures');
      await stage.does('product', rollback('product-owner'));
    },
  },
  'a conditional rollback waits and an urgent decision opens': {
    reach: async (stage) => {
      await opens(stage, 'intermittent-failures');
      await stage.does('product', rollback('product-owner'));
      await stage.does('on-call', raising('critical-functionality'));
    },
  },
  'break-glass waits for the second senior engineer': {
    reach: async (stage) => {
      await opens(stage, 'critical-functionality');
      stage.after(10 * MINUTE);
      await stage.does('on-call', breakGlass('nobody answers'));
    },
  },
  'a database rollback waits': {
    reach: async (stage) => {
      await goes(stage);
      await stage.does('operations', databaseRollback(plan.databaseRollback?.title));
    },
  },
  'an hour after 100 %': { reach: launches },
  'a day after 100 %': { reach: isADayLater },
  'deleting stable waits': {
    reach: async (stage) => {
      await isADayLater(stage);
      await stage.does('operations', { type: 'step.ask', step: 'delete-stable' as never });
      stage.planned();
    },
  },
  'a rollback of the commander runs': {
    reach: async (stage) => {
      await goes(stage);
      await runs(stage);
      await stage.does('commander', rollback('launch-commander'));
    },
    thaw: thaw('commander'),
  },
  'a rollback of a senior engineer runs': {
    reach: async (stage) => {
      await opens(stage, 'security-breach');
      await stage.does('on-call', rollback('senior-engineer'));
    },
    thaw: thaw('on-call'),
  },
  'a rollback that a deputy confirmed runs': {
    reach: async (stage) => {
      await opens(stage, 'critical-functionality');
      stage.after(2 * MINUTE);
      await stage.does('senior', rollback('senior-engineer'));
      const { id, shown } = stage.last();
      const about = { action: id, role: 'launch-commander' as never, shown: shown ?? '' };
      await stage.does('deputy', { type: 'action.confirm', ...about });
    },
    thaw: thaw('deputy'),
  },
  'rolled back': {
    reach: async (stage) => {
      await goes(stage);
      await runs(stage);
      stage.after(1000);
      await stage.does('commander', rollback('launch-commander'));
      stage.carriedOut();
    },
  },
  scrubbed: {
    reach: async (stage) => {
      await goes(stage);
      await stage.does('commander', { type: 'clock.scrub', reason: 'another day' });
    },
  },
  'a change waits to be adopted': {
    reach: async (stage) => {
      const { call, input } = await adoptionOf(stage);
      await stage.here.call('commander', call, input);
    },
  },
};
