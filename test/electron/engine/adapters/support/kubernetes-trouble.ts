import { describe, expect, test } from 'vitest';
import { createCluster } from '#engine/adapters/kubernetes/cluster.ts';
import { connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import { createWeightsKind } from '#engine/adapters/kubernetes/weights.ts';
import { storedDeployment, storedWeights } from './cluster-under-test.ts';
import { isPatch, startFaultyProxy } from './faulty-proxy.ts';
import type { Bench } from './kubernetes-bench.ts';
import { scale, weights } from './kubernetes-bench.ts';
import { fault, never, runContext, value } from './run-context.ts';

/** How we tell trouble of every kind, on every cluster. */
export function troubleContract(open: () => Bench): void {
  describe('trouble', () => {
    test.concurrent('an operation that nobody planned is not run', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('unplanned', 1);
      expect(await createScaleKind(bench.direct).run(scale(name, 2), null, runContext())).toMatchObject({
        kind: 'failed',
        fault: { cause: 'invalid' },
      });
      expect((await storedDeployment(bench.cluster, name)).spec?.replicas).toBe(1);
    });

    test('an answer that was lost after the change is looked up: done, and done once', async () => {
      const bench = open();
      const name = await bench.deployed('lost', 0);
      const kind = createScaleKind(bench.proxied);
      const plan = value(await kind.plan(scale(name, 1), never()));
      const patches = bench.proxy.seen.filter(isPatch).length;
      bench.proxy.next(isPatch, { kind: 'lose-answer' });
      expect((await kind.run(scale(name, 1), plan, runContext())).kind).toBe('done');
      expect(bench.proxy.seen.filter(isPatch).length - patches).toBe(1);
    });

    test('a request that was lost before the change is sent again, guarded', async () => {
      const bench = open();
      const host = await bench.routed(0);
      const kind = createWeightsKind(bench.proxied);
      const plan = value(await kind.plan(weights(host, 5), never()));
      bench.proxy.next(isPatch, { kind: 'lose-request' });
      expect((await kind.run(weights(host, 5), plan, runContext())).kind).toBe('done');
      expect(await storedWeights(bench.cluster, host)).toEqual([[95, 5]]);
    });

    test('an answer that was lost and can not be looked up is unknown, never a guess', async () => {
      const bench = open();
      const name = await bench.deployed('dark', 0);
      const kind = createScaleKind(bench.proxied);
      const plan = value(await kind.plan(scale(name, 1), never()));
      const patches = bench.proxy.seen.filter(isPatch).length;
      bench.proxy.next(isPatch, { kind: 'lose-answer' });
      // From that patch on nothing gets through any more.
      bench.proxy.next(() => bench.proxy.seen.filter(isPatch).length > patches, { kind: 'lose-request' }, 50);
      const outcome = await kind.run(scale(name, 1), plan, runContext());
      bench.proxy.clear();
      expect(outcome).toMatchObject({ kind: 'unknown', fault: { cause: 'outcome-unknown' } });
      expect(value(await kind.look(scale(name, 1), plan, never())).applied).not.toBe('no');
    });

    test('a cluster that does not answer is a timeout', async () => {
      const bench = open();
      bench.proxy.next((asked) => asked.path.includes('/deployments'), { kind: 'hang' });
      expect(fault(await createCluster(bench.proxied).deployments())).toMatchObject({
        cause: 'timeout',
        retryable: true,
      });
    });

    test.concurrent('a cluster that is not there is unreachable, in words', async ({ expect }) => {
      const bench = open();
      const gone = await startFaultyProxy(bench.cluster.kc);
      const connection = value(
        await connectKubernetes({
          kubeconfig: gone.kubeconfig,
          context: gone.context,
          namespace: bench.cluster.namespace,
        }),
      );
      await gone.stop();
      const told = fault(await createCluster(connection).deployments());
      connection.close();
      expect(told).toMatchObject({ cause: 'unreachable', retryable: true });
      expect(told.message).toContain('nothing listens there (ECONNREFUSED)');
    });

    test('409 is a conflict, read again until it goes through', async () => {
      const bench = open();
      const name = await bench.deployed('conflict', 0);
      const kind = createScaleKind(bench.proxied);
      const plan = value(await kind.plan(scale(name, 1), never()));
      const body = JSON.stringify({
        kind: 'Status',
        status: 'Failure',
        reason: 'Conflict',
        code: 409,
        message: 'the object has been modified',
      });
      bench.proxy.next(isPatch, { kind: 'answer', status: 409, body }, 2);
      expect((await kind.run(scale(name, 1), plan, runContext())).kind).toBe('done');
    });

    test('429 says how long to wait', async () => {
      const bench = open();
      bench.proxy.next((asked) => asked.path.includes('/deployments'), {
        kind: 'answer',
        status: 429,
        body: '{}',
        headers: { 'retry-after': '7' },
      });
      expect(fault(await createCluster(bench.proxied).deployments())).toMatchObject({
        cause: 'rate-limited',
        retryAfterMs: 7_000,
        retryable: true,
      });
    });

    test('a change that is told to slow down waits as long as it is told', async () => {
      const bench = open();
      const name = await bench.deployed('slowed', 0);
      const kind = createScaleKind(bench.proxied);
      const plan = value(await kind.plan(scale(name, 1), never()));
      bench.proxy.next(isPatch, { kind: 'answer', status: 429, body: '{}', headers: { 'retry-after': '1' } });
      const startedAt = performance.now();
      expect((await kind.run(scale(name, 1), plan, runContext())).kind).toBe('done');
      expect(performance.now() - startedAt).toBeGreaterThan(1_000);
    });

    test('a change whose connection hangs is looked up and made, once', async () => {
      const bench = open();
      const name = await bench.deployed('hung', 0);
      const kind = createScaleKind(bench.proxied);
      const plan = value(await kind.plan(scale(name, 1), never()));
      bench.proxy.next(isPatch, { kind: 'hang' });
      expect((await kind.run(scale(name, 1), plan, runContext())).kind).toBe('done');
      expect((await storedDeployment(bench.cluster, name)).metadata?.generation).toBe(2);
    });

    test('a cluster that goes away while we wait for pods is waited for, and said', async () => {
      const bench = open();
      const name = await bench.deployed('gone-meanwhile', 0);
      const kind = createScaleKind(bench.proxied);
      const plan = value(await kind.plan(scale(name, 1), never()));
      const context = runContext();
      bench.proxy.next(isPatch, {
        kind: 'after',
        first: async () => bench.proxy.next((asked) => asked.method === 'GET', { kind: 'lose-request' }, 3),
      });
      expect((await kind.run(scale(name, 1), plan, context)).kind).toBe('done');
      expect(context.lines.filter((line) => line.startsWith('waiting: ')).length).toBeGreaterThan(0);
    });

    test('a page of a proxy in between is told as such, without its text', async () => {
      const bench = open();
      bench.proxy.next((asked) => asked.path.includes('/deployments'), {
        kind: 'answer',
        status: 502,
        body: '<html>secret gateway page</html>',
      });
      const told = fault(await createCluster(bench.proxied).deployments());
      expect(told.message).toContain("an answer that isn't Kubernetes' own (502)");
      expect(told.message).not.toContain('html');
    });

    test.concurrent('what the cluster finds invalid is told in its words, and asked once', async ({ expect }) => {
      const bench = open();
      const name = await bench.deployed('invalid', 0);
      const kind = createScaleKind(bench.direct);
      const plan = value(await kind.plan(scale(name, -1), never()));
      expect(plan.checks.find((one) => one.what === 'dry run')).toMatchObject({
        state: 'act',
        text: expect.stringContaining('spec.replicas'),
      });
      expect(await kind.run(scale(name, -1), plan, runContext())).toMatchObject({
        kind: 'failed',
        fault: { cause: 'invalid' },
      });
    });

    test.concurrent('who may do nothing is told which right is missing, by name', async ({ skip, expect }) => {
      const bench = open();
      if (bench.cluster.powerlessContext === undefined) return skip('this bench.cluster has no user without rights');
      const powerless = await bench.connect(bench.cluster.powerlessContext);
      const told = fault(await createCluster(powerless).deployments());
      expect(told).toMatchObject({ cause: 'forbidden', retryable: false });
      expect(told.message).toMatch(/\S+ may not list (deployments\.apps|pods) in tminus-contract-/);
      const answers = value(
        await createCluster(powerless).mayI([{ verb: 'patch', group: 'apps', resource: 'deployments' }]),
      );
      expect(answers[0]?.isAllowed).toBe(false);
      const name = await bench.deployed('forbidden', 0);
      const plan = value(await createScaleKind(bench.direct).plan(scale(name, 1), never()));
      expect(await createScaleKind(powerless).run(scale(name, 1), plan, runContext())).toMatchObject({
        kind: 'failed',
        fault: { cause: 'forbidden' },
      });
    });
  });
}
