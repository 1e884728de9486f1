import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '#engine/adapters/kubernetes/connection.ts';
import { connectKubernetes } from '#engine/adapters/kubernetes/connection.ts';
import { createScaleKind } from '#engine/adapters/kubernetes/scale.ts';
import { createSetImageKind } from '#engine/adapters/kubernetes/set-image.ts';
import { createSyncKind } from '#engine/adapters/kubernetes/sync.ts';
import { createWeightsKind } from '#engine/adapters/kubernetes/weights.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import type { SyncSpec } from '#shared/domain/operation/spec.ts';
import { scale, weights } from './support/kubernetes-bench.ts';
import { openRehearsal } from './support/open-rehearsal.ts';
import { checkState, never, runContext, value } from './support/run-context.ts';

const suspend: SyncSpec = {
  kind: 'argo.sync',
  application: 'media-gateway',
  namespace: 'argocd',
  automated: 'suspended',
};
const restore: SyncSpec = { ...suspend, automated: 'restored' };

describe('who fights back', () => {
  let rehearsal: Rehearsal;
  const opened: Connection[] = [];
  /** A connection that has asked nothing yet. */
  const connect = async (): Promise<Connection> => {
    const { kubeconfig, context, namespace } = rehearsal.addresses;
    const connection = value(await connectKubernetes({ kubeconfig, context, namespace }));
    opened.push(connection);
    return connection;
  };
  beforeAll(async () => {
    rehearsal = await openRehearsal();
  });
  afterEach(() => rehearsal.faults.clear());
  afterAll(async () => {
    for (const one of opened) one.close();
    await rehearsal.stop();
  });

  test('Argo CD that heals itself stops the plan; begun after it, it makes the run not effective, and is named', async () => {
    const connection = await connect();
    const kind = createWeightsKind(connection);
    const plan = value(await kind.plan(weights('sync-service', 5), never()));
    expect(checkState(plan, 'Argo CD')).toBe('good');
    rehearsal.faults.inject({ scenario: 'argo-self-heal' });
    const outcome = await kind.run(weights('sync-service', 5), plan, runContext());
    expect(outcome.kind).toBe('not-effective');
    expect(JSON.stringify(outcome)).toContain('set by Argo CD (argocd-controller)');
    const again = value(await createWeightsKind(await connect()).plan(weights('sync-service', 5), never()));
    expect(checkState(again, 'Argo CD')).toBe('act');
    expect(JSON.stringify(again.checks)).toContain('Application media-gateway heals itself');
  });

  test('it sets images and replicas back too', async () => {
    rehearsal.faults.inject({ scenario: 'argo-self-heal', application: 'media-gateway' });
    const connection = await connect();
    const goal = () => runContext({ isGoal: true });
    const image = 'gcr.io/media-gateway/sona-engine:v1.0.0';
    const spec = {
      kind: 'kubernetes.set-image' as const,
      deployment: 'sona-engine-stable',
      container: 'sona-engine',
      image,
    };
    for (const outcome of await Promise.all([
      createScaleKind(connection).run(scale('search-service-stable', 8), null, goal()),
      createSetImageKind(connection).run(spec, null, goal()),
    ])) {
      expect(outcome.kind).toBe('not-effective');
      expect(JSON.stringify(outcome)).toContain('Argo CD');
    }
  });

  test('suspended it leaves our changes alone, and given back it keeps them', async () => {
    rehearsal.faults.inject({ scenario: 'argo-self-heal' });
    const connection = await connect();
    const sync = createSyncKind(connection);
    expect((await sync.run(suspend, value(await sync.plan(suspend, never())), runContext())).kind).toBe('done');
    const kind = createWeightsKind(connection);
    const plan = value(await kind.plan(weights('mcp-server', 5), never()));
    expect(checkState(plan, 'Argo CD')).toBe('good');
    expect((await kind.run(weights('mcp-server', 5), plan, runContext())).kind).toBe('done');
    expect((await sync.run(restore, value(await sync.plan(restore, never())), runContext())).kind).toBe('done');
    expect(value(await kind.look(weights('mcp-server', 5), plan, never())).applied).toBe('yes');
  });

  test('an autoscaler that wants more pods than we ask for makes it not effective, and is named', async () => {
    const connection = await connect();
    const kind = createScaleKind(connection);
    const plan = value(await kind.plan(scale('auth-service-canary', 1), never()));
    expect(checkState(plan, 'autoscaler')).toBeUndefined();
    rehearsal.faults.inject({ scenario: 'autoscaler-fights', deployment: 'auth-service-canary', minimum: 3 });
    const outcome = await kind.run(scale('auth-service-canary', 1), plan, runContext());
    expect(outcome).toMatchObject({ kind: 'not-effective', seen: [{ expected: '1' }] });
    expect(JSON.stringify(outcome)).toContain('HorizontalPodAutoscaler auth-service-canary keeps it between 3 and 13');
    rehearsal.faults.clear();
    expect((await kind.run(scale('auth-service-canary', 1), null, runContext({ isGoal: true }))).kind).toBe('done');
  });
});
