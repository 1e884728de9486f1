import { launchingSteps } from '#shared/domain/rollout/launched.ts';
import { fullRoom } from './full-room.ts';
import {
  askedFor,
  carriedOut,
  commander,
  confirm,
  engineering,
  everyoneVotesGo,
  everythingTicked,
  go,
  goodCanary,
  launchMade,
  plan,
  stepDone,
  techLead,
} from './launch-story.ts';
import { confirmOf, databaseAsked, machineDone } from './safe-launch.ts';
import { safePlan } from './safe-plan.ts';
import { MINUTE, type Story } from './story.ts';

/** GO is given, and the first steps are done, `apart` milliseconds between them. */
function done(count: number, apart = 1): Story {
  const story = everyoneVotesGo(everythingTicked(launchMade({ ...fullRoom, plan: safePlan })));
  story.does(commander, go('we go'));
  for (const step of launchingSteps(safePlan).slice(0, count)) {
    story.after(apart).does(null, goodCanary);
    stepDone(story, step.id);
  }
  return story;
}

/** The first step is asked for; its plan is being made. */
function planning(): Story {
  const story = done(0);
  story.does(techLead, { type: 'step.ask', step: 'canary-images' as never });
  return story;
}

/** The second step waits for its confirmation. */
function waiting(): Story {
  const story = done(1);
  askedFor(story, launchingSteps(safePlan)[1]?.id ?? '');
  return story;
}

/** The canary's images are being set. */
function running(): { readonly story: Story; readonly id: string } {
  const story = done(0);
  const id = askedFor(story, 'canary-images');
  story.does(commander, confirm(id));
  story.after(plan.rules.graceMs).does(null, { type: 'action.start', action: id as never });
  return { story, id };
}

function toVerify(): Story {
  const { story, id } = running();
  carriedOut(story, id);
  return story;
}

function paused(): Story {
  const { story, id } = running();
  story.does(commander, { type: 'action.pause', action: id as never });
  return story;
}

function rollingBack(): Story {
  const story = done(2);
  story.does(commander, { type: 'rollback.ask', role: 'launch-commander' as never, reason: '' });
  return story;
}

/** The database rollback has done what the machine does of it. */
function databaseByHand(): Story {
  const story = done(2);
  databaseAsked(story);
  story.does(commander, confirmOf(story, 'launch-commander', 'Database Rollback'));
  story.does(engineering, confirmOf(story, 'engineering-lead', 'Database Rollback'));
  machineDone(story);
  return story;
}

/** Launches with GO, each as far as another: what is done next in whatever order begins with one of them. */
export const begunLaunches: readonly Story[] = [
  planning(),
  waiting(),
  running().story,
  paused(),
  toVerify(),
  done(1),
  done(2),
  rollingBack(),
  done(launchingSteps(safePlan).length, 40 * MINUTE),
  databaseByHand(),
];
