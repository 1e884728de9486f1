import type { RehearsalOptions } from '../options.ts';
import { MEDIA_GATEWAY } from './media-gateway.ts';
import { TWO_SERVICES } from './two-services.ts';
import type { World } from './world.ts';
import { readWorld, worldSchema } from './world.ts';

/** The worlds that are there without a file, each in its own namespace. One line adds one. */
export const BUILT_IN_WORLDS: readonly World[] = [MEDIA_GATEWAY, TWO_SERVICES];

/**
 * The worlds of a rehearsal; the first is the one asked for, and the ready line speaks of it. A built-in world brings the others along,
 * so that a rehearsal of each of their packs works in one environment; a world of one's own, or one on a real cluster, stands alone.
 */
export async function worldsOf(options: RehearsalOptions): Promise<readonly [World, ...World[]]> {
  const given = options.world ?? MEDIA_GATEWAY.namespace;
  const builtIn = BUILT_IN_WORLDS.find((world) => world.namespace === given);
  const read = builtIn ?? (typeof given === 'string' ? await readWorld(given) : worldSchema.parse(given));
  const first = options.namespace === undefined ? read : { ...read, namespace: options.namespace };
  const others = BUILT_IN_WORLDS.filter((world) => world !== builtIn && world.namespace !== first.namespace);
  return [first, ...(builtIn && options.kubeconfig === undefined ? others : [])];
}
