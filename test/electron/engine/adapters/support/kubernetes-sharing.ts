import { describe, expect, test } from 'vitest';
import type { Connection } from '#engine/adapters/kubernetes/connection.ts';
import { connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import { createSetImageKind } from '#engine/adapters/kubernetes/set-image.ts';
import { createWeightsKind } from '#engine/adapters/kubernetes/weights.ts';
import type { Bench } from './kubernetes-bench.ts';
import { image, scale, weights } from './kubernetes-bench.ts';
import { never, value } from './run-context.ts';

const services = 8;

/** What the plans of one step ask for together, on every cluster. */
export function sharingContract(open: () => Bench): void {
  describe('planning eight services at once', () => {
    test('what all of them need is asked once', async () => {
      const bench = open();
      const { kubeconfig, context } = bench.proxy;
      const connection: Connection = value(
        await connectKubernetes({ kubeconfig, context, namespace: bench.cluster.namespace }),
      );
      try {
        const names = await Promise.all(Array.from({ length: services }, () => bench.deployed('together', 0)));
        const hosts = [];
        for (const _name of names) hosts.push(await bench.routed(0));
        const before = bench.proxy.seen.length;
        const planned = await Promise.all([
          ...names.map((name) => createScaleKind(connection).plan(scale(name, 1), never())),
          ...names.map((name) => createSetImageKind(connection).plan(image(name, 'registry.example/app:9.0'), never())),
          ...hosts.map((host) => createWeightsKind(connection).plan(weights(host, 5), never())),
        ]);
        expect(planned.map((one) => value(one).changes.length > 0)).not.toContain(false);
        const asked = bench.proxy.seen.slice(before).map(({ method, path }) => `${method} ${path.split('?')[0]}`);
        const times = (what: RegExp): number => asked.filter((one) => what.test(one)).length;
        expect(times(/POST .*selfsubjectaccessreviews/)).toBe(6);
        expect(times(/GET .*\/(virtualservices|destinationrules)$/)).toBe(2);
        expect(times(/GET .*\/(horizontalpodautoscalers|resourcequotas|nodes|pods)$/)).toBe(4);
        expect(times(/GET \/(version|apis)$/)).toBe(2);
        // Each Deployment, and a dry run for each plan: nothing else.
        expect(asked.length).toBe(6 + 2 + 4 + 2 + services + 3 * services);
      } finally {
        connection.close();
      }
    });

    test('after a change of ours it is asked again', async () => {
      const bench = open();
      const host = await bench.routed(0);
      const kind = createWeightsKind(bench.direct);
      const plan = value(await kind.plan(weights(host, 5), never()));
      const goal = { isGoal: true, isForced: false, cause: 'test', signal: never(), progress: () => undefined };
      expect((await kind.run(weights(host, 5), plan, goal)).kind).toBe('done');
      expect(value(await kind.plan(weights(host, 5), never())).changes).toEqual([]);
    });
  });
}
