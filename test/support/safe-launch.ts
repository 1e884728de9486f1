import type { CommandOf } from '#shared/domain/commands.ts';
import type { OperationId } from '#shared/domain/ids.ts';
import { launchingSteps } from '#shared/domain/rollout/launched.ts';
import {
  commander,
  everyoneVotesGo,
  everythingTicked,
  go,
  goodCanary,
  lastAction,
  launchMade,
  type Made,
  OVER_UNKNOWN,
  operations as operationsLead,
  stepDone,
} from './launch-story.ts';
import { safePlan } from './safe-plan.ts';
import { MINUTE, type Story } from './story.ts';

/** A launch of the plan with everything, GO given. */
export function safeGo(made: Made = {}): Story {
  const story = everyoneVotesGo(everythingTicked(launchMade({ plan: safePlan, ...made })));
  story.does(null, { type: 'readiness.judge', verdict: 'ready', checks: [] });
  story.does(commander, go(OVER_UNKNOWN));
  return story;
}

/** Every step up to and with `last` is verified, each after its holds. */
export function upTo(story: Story, last: string): Story {
  for (const step of launchingSteps(safePlan)) {
    story.after(40 * MINUTE).does(null, goodCanary);
    stepDone(story, step.id);
    if (step.id === last) return story;
  }
  return story;
}
const atFive = upTo(safeGo(), 'stage-5');
const launched = upTo(safeGo(), 'stage-100');
/** The canary has 5 % of the traffic. */
export const atFivePercent = (): Story => atFive.copy();
/** All traffic is on the new version, stable beside it. */
export const launchedLaunch = (): Story => launched.copy();

export const roll = (role: string, more: Partial<CommandOf<'rollback.ask'>> = {}): CommandOf<'rollback.ask'> => ({
  type: 'rollback.ask',
  role: role as never,
  reason: 'it smells',
  ...more,
});
export const raise = (criterion: string): CommandOf<'criterion.raise'> => ({
  ...{ type: 'criterion.raise', criterion: criterion as never, evidence: 'seen' },
});

/** Asks for the database rollback as the Operations Lead does. */
export function databaseAsked(story: Story): string {
  story.does(
    operationsLead,
    roll('operations-lead', { procedure: 'database-rollback', typedName: 'Database Rollback' }),
  );
  return lastAction(story).id;
}

export const confirmOf = (story: Story, role: string, typedName?: string): CommandOf<'action.confirm'> => ({
  ...{ type: 'action.confirm', action: lastAction(story).id, role: role as never },
  shown: lastAction(story).shown ?? '',
  ...(typedName === undefined ? {} : { typedName }),
});

export const entryOf = (story: Story, operation: string, action = lastAction(story).id as string) => {
  const found = story.state.actions.byId[action]?.operations.find(({ planned }) => planned.id === operation);
  if (found === undefined) throw new Error(`there is no operation ${operation}`);
  return found;
};

/** Every operation that runs and that the console does is done, until nothing of it runs. */
export function machineDone(story: Story, action = lastAction(story).id): void {
  for (let round = 0; round < 200; round += 1) {
    const running = story.state.actions.byId[action]?.operations.find(
      ({ state, planned }) => state === 'running' && planned.spec.kind !== 'manual.step',
    );
    if (running === undefined) return;
    story.does(null, { type: 'operation.succeed', action, operation: running.planned.id, seen: [] });
  }
}

export const attest = (story: Story, operation: string): CommandOf<'operation.attest'> => ({
  ...{ type: 'operation.attest', action: lastAction(story).id, operation: operation as OperationId },
  ...{ outcome: 'done', text: '' },
});
