import { expect, test, vi } from 'vitest';
import { createRestartWatch, RestartCount } from '#engine/watch/restarts.ts';

vi.mock('#shared/views/canary-start.ts', () => ({ canaryStartedAt: () => 1000 }));

test('restarts since the canary are still counted when the connections are made anew', async () => {
  const deployment = (restarts: number) => ({
    name: 'a-canary',
    restarts,
    wanted: 2,
    ready: 2,
    image: 'r/a:v1',
    problem: null,
  });
  const hub = {
    cluster: { deployments: [deployment(0)] },
    restartCount: new RestartCount(),
    restartsSinceCanary: undefined,
  };
  const with_ = { hub, state: () => ({}) } as never;
  const first = createRestartWatch(with_);
  await first();
  hub.cluster = { deployments: [deployment(5)] };
  await first();
  expect(hub.restartsSinceCanary).toEqual({ 'a-canary': 5 });
  // Settings were saved, or a plan adopted: watches begin anew on the same hub.
  await createRestartWatch(with_)();
  expect(hub.restartsSinceCanary).toEqual({ 'a-canary': 5 });
});
