import { listText } from '#shared/domain/checklist/standing.ts';
import { allItems } from '#shared/domain/plan/item-by-id.ts';
import { go, goodCanary, launchGate, plan, vote } from '#test/support/launch-story.ts';
import { MINUTE } from '#test/support/story.ts';
import { raising } from './commands.ts';
import type { Stage } from './stage.ts';

const DAY = 24 * 60 * MINUTE;
export const goes = (stage: Stage): Promise<void> => stage.does('commander', go('this is a test of who may do what'));

/** Asked for by its owner, planned, confirmed by the commander, running. */
export async function asks(stage: Stage, step = 'canary-images'): Promise<void> {
  await stage.does('technical', { type: 'step.ask', step: step as never });
  stage.planned();
}
export async function confirms(stage: Stage, step?: string): Promise<void> {
  await asks(stage, step);
  const { id, shown } = stage.last();
  const about = { action: id, role: 'launch-commander' as never, shown: shown ?? '' };
  await stage.does('commander', { type: 'action.confirm', ...about });
}
export async function runs(stage: Stage, step?: string): Promise<void> {
  await confirms(stage, step);
  stage.after(MINUTE);
  stage.tell({ type: 'action.start', action: stage.last().id });
}

/** Lists ticked and signed off, six votes, readiness proven, a dry run on record: GO needs no override. */
export async function everythingIsMet(stage: Stage): Promise<void> {
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
export async function launches(stage: Stage): Promise<void> {
  await goes(stage);
  for (const { id } of plan.steps.filter((step) => step.authority === 'launch-step' && step.id !== 'next-stable')) {
    stage.tell(goodCanary);
    await runs(stage, id);
    stage.carriedOut();
    stage.after(60 * MINUTE);
  }
}
export async function isADayLater(stage: Stage): Promise<void> {
  await launches(stage);
  stage.after(DAY);
  const set = plan.successCriteria.find((entry) => entry.id === 't-plus-24h');
  for (const criterion of set?.criteria ?? [])
    await stage.does('operations', {
      ...{ type: 'success.mark', set: 't-plus-24h', criterion: criterion.id, state: 'met', text: '' },
    });
}

export async function opens(stage: Stage, ...criteria: readonly string[]): Promise<void> {
  await goes(stage);
  for (const criterion of criteria) await stage.does('on-call', raising(criterion));
}

/** Goes on with what a restart left not started, as who asked or may confirm. */
export const goesOn =
  (person: string) =>
  (stage: Stage): Promise<void> =>
    stage.does(person, { type: 'action.continue', action: stage.last().id });
