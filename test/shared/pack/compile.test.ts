import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LaunchPlan, type PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import { compilePack } from '#shared/pack/compile.ts';
import { type Change, loaded, small } from './packs.ts';

const compiled = (...changes: Change[]): LaunchPlan => {
  const plan = compilePack(loaded(small(...changes)), {});
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value;
};

/** Everything an operation waits for, directly or not; throws when it waits for itself. */
function reach(operations: readonly PlannedOperation[]): (id: string) => Set<string> {
  const byId = new Map<string, PlannedOperation>(operations.map((one) => [one.id, one]));
  const walk = (id: string, trail: readonly string[]): string[] => {
    if (trail.includes(id)) throw new Error(`a circle: ${[...trail, id].join(' → ')}`);
    const operation = byId.get(id);
    if (!operation) throw new Error(`${trail.at(-1)} waits for ${id}, which is not there`);
    return operation.after.flatMap((before) => [before, ...walk(before, [...trail, id])]);
  };
  return (id) => new Set(walk(id, []));
}

type Shape = {
  readonly modes: readonly ('sequential' | 'parallel')[];
  readonly services: readonly { group: number; bits: number }[];
};

/** Any groups, and services that depend on any that could have moved before them. */
const shapes: fc.Arbitrary<Shape> = fc
  .record({
    modes: fc.array(fc.constantFrom('sequential' as const, 'parallel' as const), { minLength: 1, maxLength: 4 }),
    services: fc.array(fc.record({ group: fc.nat(3), bits: fc.nat(255) }), { minLength: 1, maxLength: 8 }),
  })
  .map(({ modes, services }) => ({
    modes,
    services: services.map(({ group, bits }) => ({ group: group % modes.length, bits })),
  }));

function packOf({ modes, services }: Shape) {
  const id = (index: number) => `s${index}`;
  const needs = services.map(({ group, bits }, index) =>
    services.flatMap((other, at) => (at < index && other.group <= group && bits & (1 << at) ? [id(at)] : [])),
  );
  // Listed backwards, so that the order has to come from the groups and the dependencies.
  const lines = services
    .map(
      ({ group }, index) =>
        `  - {id: ${id(index)}, title: S, group: g${group}, dependsOn: [${needs[index]?.join(', ')}]}`,
    )
    .reverse();
  const groups = modes.map((mode, index) => `  - {id: g${index}, title: G, mode: ${mode}}`);
  const plan = compiled(
    ['  - { id: a, title: Group A, mode: sequential }', groups.join('\n')],
    [
      '  - { id: one, title: One, group: a }\n  - { id: two, title: Two, group: a, dependsOn: [one] }',
      lines.join('\n'),
    ],
  );
  return { plan, needs: new Map(needs.map((list, index) => [id(index), list])) };
}

describe('the order of a stage', () => {
  it('moves every service after its own pods, its dependencies and every group before, whatever the pack', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { plan, needs } = packOf(shape);
        const step = plan.steps.find((one) => one.id === 'second');
        const waitedBy = reach(step?.operations ?? []);
        const weights = (service: string) => `second/${service}/weights`;
        for (const service of plan.services) {
          const waited = waitedBy(weights(service.id));
          expect(waited).toContain(`second/${service.id}/scale`);
          for (const need of needs.get(service.id) ?? []) expect(waited).toContain(weights(need));
          for (const other of plan.services) {
            if (other.group < service.group) expect(waited).toContain(weights(other.id));
          }
        }
        const flag = waitedBy('second/flags/new-things');
        for (const service of plan.services) expect(flag).toContain(weights(service.id));
      }),
      { numRuns: 30 },
    );
  });

  it('has no circle in any step nor in the rollback, whatever the pack', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const { plan } = packOf(shape);
        for (const { operations } of [...plan.steps, plan.quickRollback]) {
          const waitedBy = reach(operations);
          for (const operation of operations) waitedBy(operation.id);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('moves a parallel group at once', () => {
    const plan = compiled(['mode: sequential', 'mode: parallel'], [', dependsOn: [one]', '']);
    const scale = plan.steps[1]?.operations.filter((one) => one.spec.kind === 'kubernetes.scale');
    expect(scale?.map((one) => one.after)).toEqual([[], []]);
  });

  it('lets a service that is left out pass on what came before it', () => {
    const more = '  - {id: two, title: Two, group: a, dependsOn: [one]}\n  - {id: three, title: Three, group: a}';
    const plan = compiled(
      ['  - { id: two, title: Two, group: a, dependsOn: [one] }', more],
      ['percent: 100% }', 'percent: 100%, services: [one, three] }'],
    );
    const three = plan.steps[1]?.operations.find((one) => one.id === 'second/three/scale');
    expect(three?.after).toEqual(['second/one/weights']);
  });
});

describe('a rollback', () => {
  it('waits for no message', () => {
    const { operations } = compiled().quickRollback;
    const messages = operations.filter((one) => one.spec.kind === 'message.post').map((one) => one.id);
    expect(messages).toEqual(['quick/announce/message/back']);
    expect(operations.flatMap((one) => one.after).filter((id) => messages.includes(id))).toEqual([]);
  });

  it('gives all traffic back at once, and no canary goes before its own traffic has', () => {
    const { operations } = compiled().quickRollback;
    const waitedBy = reach(operations);
    const traffic = operations.filter((one) => one.spec.kind === 'traffic.weights');
    expect(traffic.map((one) => one.after)).toEqual([[], []]);
    expect(traffic.map((one) => (one.spec.kind === 'traffic.weights' ? one.spec.carriedBy : 'none'))).toEqual([
      undefined,
      undefined,
    ]);
    expect(waitedBy('quick/down/one/scale')).toEqual(
      new Set(['quick/traffic/one/weights', 'quick/traffic/two/weights', 'quick/down/two/scale']),
    );
    expect(waitedBy('quick/down/two/scale')).toEqual(new Set(['quick/traffic/two/weights']));
    expect(waitedBy('quick/verify/read-back')).toContain('quick/down/one/scale');
  });

  it('knows to which of its steps each operation belongs', () => {
    const { operations } = compiled().quickRollback;
    expect(operations.map((one) => one.procedureStep)).toEqual([
      'announce',
      'traffic',
      'traffic',
      'traffic',
      'down',
      'down',
      'verify',
    ]);
  });
});

describe('the plan', () => {
  it('is one that its schema accepts', () => {
    const plan = compiled();
    expect(LaunchPlan.parse(plan)).toEqual(plan);
  });

  it('scales a canary to its share of stable before it moves the weight that these pods must carry', () => {
    const operations = compiled(['percent: 100%', 'percent: 25%']).steps[1]?.operations ?? [];
    expect(operations.slice(0, 2).map((one) => one.spec)).toEqual([
      {
        kind: 'kubernetes.scale',
        deployment: 'one-canary',
        replicas: { percentOf: 'one-stable', percent: 25 },
        readyTimeoutMs: 300_000,
      },
      {
        kind: 'traffic.weights',
        host: 'one',
        subsets: { stable: 'stable', canary: 'canary' },
        canaryPercent: 25,
        carriedBy: { deployment: 'one-canary', minimumReady: 1, percentOf: 'one-stable' },
      },
    ]);
  });

  it('has the variables of the launch filled in, and those of the use left to be filled', () => {
    const plan = compilePack(loaded(small()), { version: 'v2' });
    if (!plan.ok) throw new Error('refused');
    expect(plan.value.title).toBe('Small v2');
    expect(plan.value.services[0]?.image).toBe('registry.example/one:v2');
    expect(plan.value.templates[0]).toMatchObject({
      text: 'Rolled back: {{reason}}',
      placeholders: [{ name: 'reason', title: 'Why?', prefilled: 'reason' }],
    });
  });

  it('keeps clock times apart, because a slip moves only offsets', () => {
    const plan = compiled(['at: T-30m, step: first, point: started', 'at: "day -1, 14:00"']);
    expect(plan.timeline).toEqual([
      { id: 'begins', title: 'It begins', at: -19 * 3_600_000, clock: { day: -1, minuteOfDay: 840 } },
    ]);
  });
});

describe('a pack that no launch can be made from', () => {
  it.each<[string, Record<string, string | number | boolean>, RegExp]>([
    ['an unknown variable', { colour: 'red' }, /no variable `colour`/],
    ['an impossible image tag', { version: 'v1 --help' }, /`version` must be an image tag/],
    ['a number where text belongs', { version: '' }, /`version` must be an image tag/],
  ])('is refused for %s', (_, variables, message) => {
    const plan = compilePack(loaded(small()), variables);
    expect(plan.ok).toBe(false);
    if (!plan.ok) expect(plan.error.map((one) => one.message).join()).toMatch(message);
  });

  it.each<[string, [string, string], string, RegExp]>([
    [
      'a time zone that does not exist',
      ['type: image-tag, default: v1', 'type: time-zone, default: Mars'],
      'variable',
      /IANA time zone/,
    ],
    ['a variable without a value', [', default: v1 }', ' }'], 'variable', /`version` has no value/],
    [
      'an impossible namespace',
      ['namespace: small', 'namespace: Small Things'],
      'variable',
      /can't be the name of a namespace/,
    ],
    [
      'a quick rollback that would begin with itself',
      ['do: read-back', 'do: quick-rollback'],
      'misplaced-action',
      /inside another procedure/,
    ],
    ['a circle of services', ['group: a }', 'group: a, dependsOn: [two] }'], 'dependency-cycle', /one → two → one/],
    [
      'a missing authority',
      ['rollbackAuthority: back', 'rollbackAuthority: front'],
      'unknown-reference',
      /no authority `front`/,
    ],
  ])('is refused for %s, with its line', (_, change, rule, message) => {
    const plan = compilePack(loaded(small(change)), {});
    expect(plan.ok).toBe(false);
    const [error] = plan.ok ? [] : plan.error;
    expect(error).toMatchObject({ file: 'small.yaml', rule });
    expect(error?.message).toMatch(message);
    expect(error?.line).toBeGreaterThan(1);
  });
});
