import { z } from 'zod';
import { clusterActions } from './actions/cluster.ts';
import { outsideActions } from './actions/outside.ts';
import { rolloutActions } from './actions/rollout.ts';
import { stableActions } from './actions/stable.ts';

/** What a step or a step of a procedure does. A placeholder like `[point in time]` in its texts is asked when used. */
export const Action = z
  .discriminatedUnion('do', [...rolloutActions, ...stableActions, ...clusterActions, ...outsideActions])
  .meta({ title: 'action', description: 'One action.' });
export type Action = z.infer<typeof Action>;
export type ActionOf<Name extends Action['do']> = Extract<Action, { do: Name }>;
