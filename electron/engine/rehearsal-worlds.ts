import { z } from 'zod';
import { type Connections, connectionsFromRehearsal } from './adapters/connections.ts';
import type { Variables } from './packs.ts';

const World = z.object({
  namespace: z.string(),
  statusPageUrl: z.url().optional(),
  monitors: z.array(z.strictObject({ title: z.string(), url: z.url() })).optional(),
  variables: z.record(z.string(), z.string()).default({}),
});
const Worlds = z.object({ worlds: z.array(World).default([]) });

/** A world of the rehearsal environment: where its objects lie, how it is reached, what it offers a pack's variables. */
export type RehearsalWorld = {
  readonly namespace: string;
  readonly settings: Connections;
  readonly variables: Variables;
};

/** Every world of a rehearsal environment, from what it said when it was ready. Throws when that isn't such a line. */
export function rehearsalWorlds(ready: unknown): readonly RehearsalWorld[] {
  const settings = connectionsFromRehearsal(ready);
  const found = Worlds.safeParse(ready);
  if (!found.success || found.data.worlds.length === 0) {
    const variables = z.object({ variables: World.shape.variables }).safeParse(ready);
    return [{ namespace: settings.namespace, settings, variables: variables.success ? variables.data.variables : {} }];
  }
  return found.data.worlds.map(({ namespace, statusPageUrl, monitors, variables }) => ({
    namespace,
    variables,
    settings: {
      ...settings,
      namespace,
      ...(statusPageUrl === undefined ? {} : { statusPageUrl }),
      ...(monitors === undefined ? {} : { monitors }),
    },
  }));
}

/** The world that a launch in `namespace` is rehearsed in; the first one when none is made for it. */
export const worldFor = (worlds: readonly RehearsalWorld[], namespace: string): RehearsalWorld | undefined =>
  worlds.find((world) => world.namespace === namespace) ?? worlds[0];
