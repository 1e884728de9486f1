import { z } from 'zod';
import { name } from '../words.ts';

/** The services an action is about; all of them when left out. */
export const which = z
  .union([z.literal('all'), z.array(name('A service.')).min(1)])
  .default('all')
  .describe('The services it is about.');
