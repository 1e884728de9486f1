import { describe, test } from 'vitest';
import { createSetImageKind } from '#engine/adapters/kubernetes/set-image.ts';
import { storedDeployment } from './cluster-under-test.ts';
import type { Bench } from './kubernetes-bench.ts';
import { good, image } from './kubernetes-bench.ts';
import { never, runContext, value } from './run-context.ts';

/** How we set an image, on every cluster. */
export function imageContract(open: () => Bench): void {
  describe('setting an image', () => {
    test.concurrent('it is done when every pod runs it', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('imaged', 2);
      const kind = createSetImageKind(bench.direct);
      const plan = value(await kind.plan(image(name, 'registry.example/app:2.0'), never()));
      expect(plan.changes).toMatchObject([{ field: 'image of app', from: good, to: 'registry.example/app:2.0' }]);
      expect((await kind.run(image(name, 'registry.example/app:2.0'), plan, runContext())).kind).toBe('done');
      const pods = await bench.cluster.core.listNamespacedPod({
        namespace: bench.cluster.namespace,
        labelSelector: `app=${name}`,
      });
      const running = pods.items.filter((pod) => pod.metadata?.deletionTimestamp === undefined);
      expect(running.map((pod) => pod.spec?.containers[0]?.image)).toEqual([
        'registry.example/app:2.0',
        'registry.example/app:2.0',
      ]);
      expect(value(await kind.look(image(name, 'registry.example/app:2.0'), plan, never())).applied).toBe('yes');
    });

    test.concurrent('a canary without pods takes it at once', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('empty', 0);
      const kind = createSetImageKind(bench.direct);
      const plan = value(await kind.plan(image(name, 'registry.example/app:2.0'), never()));
      expect((await kind.run(image(name, 'registry.example/app:2.0'), plan, runContext())).kind).toBe('done');
    });

    test.concurrent('an image that can not be pulled ends the waiting with the reason', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('unpullable', 1);
      const kind = createSetImageKind(bench.direct);
      const spec = image(name, 'registry.example/missing:2.0');
      const outcome = await kind.run(spec, value(await kind.plan(spec, never())), runContext());
      expect(outcome).toMatchObject({ kind: 'failed', fault: { cause: 'unavailable' } });
      expect(JSON.stringify(outcome)).toMatch(/ImagePullBackOff: .*registry\.example\/missing:2\.0/);
    });

    test.concurrent('the plan says where the image is, or that it must be pulled', async ({ expect }) => {
      const bench = open();
      const [running, other] = [
        await bench.deployed('runs', 1, 'registry.example/app:4.0'),
        await bench.deployed('takes', 0),
      ];
      await expect
        .poll(async () => (await storedDeployment(bench.cluster, running)).status?.readyReplicas, { timeout: 20_000 })
        .toBe(1);
      const kind = createSetImageKind(await bench.connect(bench.cluster.context));
      const check = async (of: string) =>
        value(await kind.plan(image(other, of), never())).checks.find((one) => one.what === 'image');
      expect(await check('registry.example/app:4.0')).toMatchObject({
        state: 'good',
        text: expect.stringMatching(/lies on node|runs in pod/),
      });
      expect(await check('registry.example/nobody-has:1.0')).toMatchObject({ state: 'watch' });
    });

    test.concurrent('a container that the Deployment does not have is a finding of the plan', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('other', 0);
      const plan = value(
        await createSetImageKind(bench.direct).plan({ ...image(name, good), container: 'sidecar' }, never()),
      );
      expect(plan.checks.some((one) => one.state === 'act' && one.text === 'it has no image of sidecar')).toBe(true);
    });
  });
}
