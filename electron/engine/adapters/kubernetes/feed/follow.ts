import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from '../connection.ts';
import { doubtDiscovery, servedVersion } from '../discovery.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { FollowedKind, FollowedObjects, Following, FollowOptions } from './followed.ts';
import { followedKinds } from './followed-kinds.ts';
import { Reflector } from './reflector.ts';

type Reflectors = { readonly [K in FollowedKind]?: Reflector<FollowedObjects[K]> };

/** Follows the connection's namespace: a list and a watch for each kind, over connections that no call waits for. */
export function follow(connection: Connection, options: FollowOptions): Following {
  const reflectors: Reflectors = Object.fromEntries(
    options.kinds.map((kind) => [kind, reflectorOf(connection, kind, options)]),
  );
  const ended = Promise.all(Object.values(reflectors).map((one) => one.run())).then(() => undefined);
  return {
    objects: (kind) => reflectors[kind]?.objects ?? new Map(),
    states: () => options.kinds.flatMap((kind) => standingOf(reflectors, kind)),
    ended,
  };
}

const standingOf = (reflectors: Reflectors, kind: FollowedKind) => {
  const reflector = reflectors[kind];
  return reflector === undefined ? [] : [{ kind, ...reflector.standing }];
};

function reflectorOf<K extends FollowedKind>(connection: Connection, kind: K, options: FollowOptions) {
  const { group, versions, plural, query, lighter, slim } = followedKinds[kind];
  const { waitMs, signal } = options;
  const find = async (isLost: boolean): Promise<Result<ResourceKind, Fault>> => {
    if (isLost) doubtDiscovery(connection);
    const version = group === '' ? ok('v1') : await servedVersion(connection, group, versions, signal);
    return version.ok ? ok({ kind, group, version: version.value, plural }) : version;
  };
  return new Reflector<FollowedObjects[K]>({
    ...{ connection, find, query, lighter, slim, waitMs, signal },
    changed: () => options.changed(kind),
  });
}
