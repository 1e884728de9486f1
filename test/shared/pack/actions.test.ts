import { describe, expect, it } from 'vitest';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { compilePack } from '#shared/pack/compile.ts';
import { Action } from '#shared/pack/schema/actions.ts';
import { type Change, loaded, small } from './packs.ts';

const compiled = (...changes: Change[]): LaunchPlan => {
  const plan = compilePack(loaded(small(...changes)), {});
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
};
const APPLICATION: Change = ['  readyWithin: 5m', '  readyWithin: 5m\n  argoApplications: [{ name: shop }]'];
const SMOKE_TEST: Change = [
  '  readyWithin: 5m',
  `  readyWithin: 5m\n  smokeTest: { program: ./smoke.sh, arguments: ["\${service}", "\${version}"], expected: passed, sha256: ${'a1'.repeat(32)} }`,
];
/** The operations of the first step, whose only action is this one. */
const operations = (action: string, ...changes: Change[]) =>
  compiled(['{ do: set-canary-images }', `{ ${action} }`], ...changes).steps[0]?.operations ?? [];
const specs = (action: string, ...changes: Change[]): OperationSpec[] =>
  operations(action, ...changes).map((one) => one.spec);

const READY = { readyTimeoutMs: 300_000 };
const command = (program: string, words: string[], timeoutMs: number, isRepeatable: boolean) => ({
  kind: 'command.run' as const,
  program,
  arguments: words,
  timeoutMs,
  isRepeatable,
});

/** Each action that is about the world, and what the console does for it. */
const ACTIONS: readonly (readonly [action: string, specs: readonly OperationSpec[], change?: Change])[] = [
  ['do: note, which: stable', [{ kind: 'kubernetes.note', deployments: ['one-stable', 'two-stable'] }]],
  ['do: note', [{ kind: 'kubernetes.note', deployments: ['one-stable', 'two-stable', 'one-canary', 'two-canary'] }]],
  ['do: pin-autoscalers, services: [two]', [{ kind: 'kubernetes.pin-autoscaler', deployment: 'two-stable' }]],
  ['do: unpin-autoscalers, services: [two]', [{ kind: 'kubernetes.unpin-autoscaler', deployment: 'two-stable' }]],
  [
    'do: scale-services, replicas: 0, services: [one]',
    [
      { kind: 'kubernetes.scale', deployment: 'one-canary', replicas: { count: 0 }, ...READY },
      { kind: 'kubernetes.scale', deployment: 'one-stable', replicas: { count: 0 }, ...READY },
    ],
  ],
  ['do: restore-counts, services: [one]', [{ kind: 'kubernetes.restore', deployment: 'one-stable', ...READY }]],
  [
    'do: wait-for-rollout, which: canary',
    [{ kind: 'kubernetes.wait', deployments: ['one-canary', 'two-canary'], timeoutMs: 300_000 }],
  ],
  ['do: restart, services: [two]', [{ kind: 'kubernetes.restart', deployment: 'two-stable', ...READY }]],
  ['do: delete-stable, services: [two]', [{ kind: 'kubernetes.delete', deployment: 'two-stable' }]],
  [
    'do: apply, objects: [{ apiVersion: v1, kind: ConfigMap, metadata: { name: page }, data: { on: "yes" } }]',
    [
      {
        kind: 'kubernetes.apply',
        objects: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'page' }, data: { on: 'yes' } }],
        ...READY,
      },
    ],
  ],
  [
    'do: patch, kind: ConfigMap, object: page, patch: { metadata.labels.app\\.kind: web }',
    [
      {
        kind: 'kubernetes.patch',
        object: { kind: 'ConfigMap', name: 'page' },
        fields: [{ path: ['metadata', 'labels', 'app.kind'], value: 'web' }],
      },
    ],
  ],
  [
    'do: read, kind: Deployment, object: one-stable, path: spec.replicas, expected: "3"',
    [
      {
        kind: 'kubernetes.read',
        object: { kind: 'Deployment', name: 'one-stable' },
        path: ['spec', 'replicas'],
        expected: '3',
      },
    ],
  ],
  [
    'do: suspend-sync',
    [{ kind: 'argo.sync', application: 'shop', namespace: 'argocd', automated: 'suspended' }],
    APPLICATION,
  ],
  [
    'do: restore-sync',
    [{ kind: 'argo.sync', application: 'shop', namespace: 'argocd', automated: 'restored' }],
    APPLICATION,
  ],
  [
    'do: command, program: ./look.sh, arguments: [--all], timeout: 1m, repeatable: false',
    [command('./look.sh', ['--all'], 60_000, false)],
  ],
  [
    'do: request, method: POST, url: "https://shop.example/warm", body: all, status: 202',
    [
      {
        kind: 'http.request',
        method: 'POST',
        url: 'https://shop.example/warm',
        body: 'all',
        status: 202,
        timeoutMs: 30_000,
      },
    ],
  ],
  ['do: manual, text: Look out of the window', [{ kind: 'manual.step', text: 'Look out of the window' }]],
  [
    'do: clone-database, instance: db, clone: db-again, at: yesterday',
    [command('gcloud', ['sql', 'instances', 'clone', 'db', 'db-again', '--point-in-time=yesterday'], 1_800_000, false)],
  ],
  [
    'do: smoke-tests, services: [two]',
    [{ ...command('./smoke.sh', ['two', 'v1'], 120_000, true), expected: 'passed', sha256: 'a1'.repeat(32) }],
    SMOKE_TEST,
  ],
];

describe('an action', () => {
  it.each(
    ACTIONS.map(([action, wanted, change]) => ({ action, wanted, changes: change === undefined ? [] : [change] })),
  )('written `$action` becomes what the console does', ({ action, wanted, changes }) => {
    expect(specs(action, ...changes)).toEqual(wanted);
  });

  it('of every kind that a pack may write is carried out by the console', () => {
    const tried = new Set([...ACTIONS].map(([action]) => /^do: ([\w-]+)/.exec(action)?.[1]));
    const elsewhere = [
      ...['set-canary-images', 'move-to-stage', 'set-weights', 'scale-canaries', 'flags', 'message', 'read-back'],
      ...['quick-rollback', 'next-stable'],
    ];
    const kinds = Action.options.map((option) => option.shape.do.value);
    expect(kinds.filter((kind) => !tried.has(kind) && !elsewhere.includes(kind))).toEqual([]);
  });

  it('about Argo CD does nothing where the pack lists no application, and the next action goes on', () => {
    const plan = compiled(['{ do: set-canary-images }', '{ do: suspend-sync }, { do: note }']);
    expect(plan.steps[0]?.operations.map((one) => [one.id, one.after])).toEqual([['first/note', []]]);
    expect(plan.argoApplications).toBeUndefined();
    expect(compiled(APPLICATION).argoApplications).toEqual([{ name: 'shop', namespace: 'argocd' }]);
  });

  it('that is there twice in a step has operations of its own each time, one after the other', () => {
    const twice = operations('do: manual, text: Look }, { do: manual, text: Look again');
    expect(twice.map((one) => [one.id, one.title, one.after])).toEqual([
      ['first/manual', 'Look', []],
      ['first/2/manual', 'Look again', ['first/manual']],
    ]);
  });

  it('notes before it pins, and pins before it changes an image', () => {
    const all = operations('do: note }, { do: pin-autoscalers }, { do: set-canary-images');
    const waitsOf = (id: string) => all.find((one) => one.id === id)?.after;
    expect(waitsOf('first/two/pin')).toEqual(['first/note']);
    expect(waitsOf('first/one/image')).toEqual(['first/one/pin', 'first/two/pin']);
  });

  it('scales services down dependents first, and brings them back the other way round', () => {
    const down = operations('do: note }, { do: scale-services, replicas: 0');
    expect(down.find((one) => one.id === 'first/one/scale-stable')?.after).toEqual([
      'first/two/scale-canary',
      'first/two/scale-stable',
    ]);
    const back = operations('do: restore-counts');
    expect(back.find((one) => one.id === 'first/two/restore')?.after).toEqual(['first/one/restore']);
  });

  it('makes the canary the next stable: image, then traffic, then the canary to zero, service by service', () => {
    const all = operations('do: next-stable');
    expect(all.map((one) => [one.id, one.after])).toEqual([
      ['first/one/restore', []],
      ['first/one/weights', ['first/one/restore']],
      ['first/one/scale', ['first/one/weights']],
      ['first/one/unpin', ['first/one/scale']],
      ['first/two/restore', ['first/one/scale']],
      ['first/two/weights', ['first/two/restore']],
      ['first/two/scale', ['first/two/weights']],
      ['first/two/unpin', ['first/two/scale']],
    ]);
    expect(all[0]?.spec).toMatchObject({
      deployment: 'one-stable',
      image: { container: 'one', image: 'registry.example/one:v1' },
    });
    expect(all[1]?.spec).toMatchObject({ canaryPercent: 0, carriedBy: { deployment: 'one-stable', minimumReady: 1 } });
  });
});
