import { expect, test } from 'vitest';
import type { FollowOptions } from '#engine/adapters/kubernetes/feed/followed.ts';
import { kindsBesides } from '#engine/adapters/kubernetes/feed/followed-kinds.ts';
import { watchNamespaces } from '#engine/watch/namespaces.ts';
import type { Watching } from '#engine/watch/watching.ts';
import { ok } from '#shared/lib/result.ts';

test('the test of a cluster asks for the rights of what is followed besides, and of nothing else', () => {
  const asked: FollowOptions[] = [];
  const follow = (options: FollowOptions) => {
    asked.push(options);
    return { objects: () => new Map(), states: () => [], ended: Promise.resolve() };
  };
  const besides = { title: 'Edge', context: 'edge', namespace: 'edge', follow: ok(follow) };
  const { signal } = new AbortController();
  // Only what is asked for in such a test is there.
  const watching = { outside: { alsoWatched: [besides] }, hub: { sources: { all: () => [] } }, signal };
  watchNamespaces(watching as unknown as Watching, {
    ...{ changed: () => undefined, waitMs: () => 500, bug: () => undefined },
  });
  expect(asked.map(({ kinds }) => kinds.toSorted())).toEqual([kindsBesides.toSorted()]);
});
