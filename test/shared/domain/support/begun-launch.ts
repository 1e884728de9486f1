import { goLaunch, stepDone } from '#test/support/launch-story.ts';
import type { Story } from '#test/support/story.ts';

export const ask = (role: string, reason = '') => ({ type: 'rollback.ask', role: role as never, reason }) as const;
export const raise = (criterion: string) =>
  ({ type: 'criterion.raise', criterion: criterion as never, evidence: 'seen by a person' }) as const;
export const trip = (criterion: string) =>
  ({ type: 'criterion.trip', criterion: criterion as never, evidence: 'search-service canary: 6.1' }) as const;

/** The canary has its images: something has been done that can be rolled back. */
export const begun = (): Story => {
  const story = goLaunch();
  stepDone(story, 'canary-images');
  return story;
};
