import { type Decision, refuse } from '../decision.ts';

export const notOnRoster = (id: string): Decision =>
  refuse('not-on-roster', `${id} is not on the roster.`, 'The roster keeper adds people to the roster.');
