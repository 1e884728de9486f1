import { listText } from '#shared/domain/checklist/standing.ts';
import { allItems } from '#shared/domain/plan/item-by-id.ts';
import { gate, go, goodCanary, launchGate, noGo, plan, vote } from '#test/support/launch-story.ts';
import { MINUTE } from '#test/support/story.ts';
import { adoptionOf, breakGlass, databaseRollback, raising, rollback } from './commands.ts';
import type { Stage } from './stage.ts';

const DAY = 24 * 60 * MINUTE;
const goes = (stage: Stage): Promise<void> => stage.does('commander', go('this is a test of who may do what'));

/** Asked for by its owner, planned, confirmed by the commander, running. */
async function asks(stage: Stage, step = 'canary-images'): Promise<void> {
  await stage.does('technical', { type: 'step.ask', step: step as never });
  stage.planned();
}
async function confirms(stage: Stage, step?: string): Promise<void> {
  await asks(stage, step);
  const { id, shown } = stage.last();
  const about = { action: id, role: 'launch-commander' as never, shown: shown ?? '' };
  await stage.does('commander', { type: 'action.confirm', ...about });
}
async function runs(stage: Stage, step?: string): Promise<void> {
  await confirms(stage, step);
  stage.after(MINUTE);
  stage.tell({ type: 'action.start', action: stage.last().id });
}

/** Lists ticked and signed off, six votes, readiness proven, a dry run on record: GO needs no override. */
async function everythingIsMet(stage: Stage): Promise<void> {
  await stage.does('technical', {
    ...{ type: 'items.mark', state: 'done', note: '' },
    items: allItems(plan).map((item) => item.id),
  });
  for (const list of plan.checklists)
    for (const role of list.signOffs)
      await stage.does(stage.holder(role), {
        ...{ type: 'list.sign-off', checklist: list.id, role, exceptions: [] },
        shown: listText(stage.state, list),
      });
  for (const role of launchGate.attendees) await stage.does(stage.holder(role), vote(role));
  for (const procedure of ['quick-rollback', 'database-rollback'] as const) await dryRunPasses(stage, procedure);
  stage.tell({ type: 'readiness.judge', verdict: 'ready', checks: [] });
}

async function dryRunPasses(stage: Stage, procedure: 'quick-rollback' | 'database-rollback'): Promise<void> {
  await stage.does('operations', { type: 'dry-run.ask', procedure });
  const dryRun = stage.state.rollback.dryRuns.at(-1)?.id ?? '';
  const findings = plan.quickRollback.operations.slice(0, 1).map(({ id, title }) => ({
    ...{ operation: id, title, how: 'rehearsed' as const, state: 'good' as const, text: 'accepted by a dry run' },
  }));
  stage.tell({ type: 'dry-run.report', dryRun, findings });
}

/** All five steps to 100 %, each carried out and verified, an hour apart: every minimum hold is over. */
async function launches(stage: Stage): Promise<void> {
  await goes(stage);
  for (const { id } of plan.steps.filter((step) => step.authority === 'launch-step' && step.id !== 'next-stable')) {
    stage.tell(goodCanary);
    await runs(stage, id);
    stage.carriedOut();
    stage.after(60 * MINUTE);
  }
}
async function isADayLater(stage: Stage): Promise<void> {
  await launches(stage);
  stage.after(DAY);
  const set = plan.successCriteria.find((entry) => entry.id === 't-plus-24h');
  for (const criterion of set?.criteria ?? [])
    await stage.does('operations', {
      ...{ type: 'success.mark', set: 't-plus-24h', criterion: criterion.id, state: 'met', text: '' },
    });
}

async function opens(stage: Stage, ...criteria: readonly string[]): Promise<void> {
  await goes(stage);
  for (const criterion of criteria) await stage.does('on-call', raising(criterion));
}

/** Goes on with what a restart left not started, as who asked or may confirm. */
const goesOn =
  (person: string) =>
  (stage: Stage): Promise<void> =>
    stage.does(person, { type: 'action.continue', action: stage.last().id });

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
