import { describe, expect, it } from 'vitest';
import { itemById } from '#shared/domain/plan/item-by-id.ts';
import { LaunchPlan, type PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import { compilePack } from '#shared/pack/compile.ts';
import { packCounts } from '#shared/pack/counts.ts';
import { builtInFiles, loaded } from './packs.ts';

const pack = loaded(builtInFiles('media-gateway'));
const MINUTE = 60_000;
const LAUNCH_ORDER = [
  'auth-service',
  'api-gateway',
  'content-service',
  'search-service',
  'sona-engine',
  'sync-service',
  'playback-service',
  'mcp-server',
];

const plan = ((): LaunchPlan => {
  const compiled = compilePack(pack, {});
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
})();
const step = (id: string) => {
  const found = plan.steps.find((one) => one.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
};
const ofKind = (operations: readonly PlannedOperation[], kind: PlannedOperation['spec']['kind']) =>
  operations.filter((one) => one.spec.kind === kind);
const afterOf = (operations: readonly PlannedOperation[], id: string) => operations.find((one) => one.id === id)?.after;

describe('the Media Gateway pack', () => {
  it('makes a plan without any variable given, one that its schema accepts', () => {
    expect(LaunchPlan.parse(plan)).toEqual(plan);
    expect(plan).toMatchObject({ title: 'Media Gateway v1.0', namespace: 'media-gateway', timeZone: 'UTC' });
  });

  it('holds every entry of the document that it is meant to hold', () => {
    expect(packCounts(pack.content)).toEqual({
      timeline: 28,
      checklistItems: { 't-24h': 28, 't-12h': 21, 't-4h': 20, 't-1h': 9 },
      signOffs: { 't-24h': 4, 't-12h': 2, 't-4h': 1 },
      attendees: 6,
      decisionCriteria: 4,
      phases: 5,
      canarySteps: 4,
      canaryMetrics: 6,
      stages: 4,
      stageVerifications: 12,
      services: 8,
      serviceGroups: 3,
      rollbackCriteria: { immediate: 5, urgent: 5, conditional: 5 },
      rollbackWindows: 3,
      procedures: { 'quick-rollback': 6, 'database-rollback': 7 },
      channels: { internal: 5, external: 4, escalation: 3 },
      templates: 8,
      escalationRows: 11,
      escalationTriggers: 4,
      duties: 21,
      links: 6,
      cadences: 3,
      cadencePrompts: 17,
      checkpoints: 7,
      successCriteria: 14,
      // Of the fifteen criteria five rates and latencies, and the exhaustion of resources.
      watchedCriteria: 6,
      smokeTests: 8,
      // Of the database rollback: the moment, the name of the clone, its address.
      questions: 3,
      // §2.2's step 4, asked before each promotion.
      decisionPoints: 3,
      pointsOfNoReturn: 1,
      probes: 41,
    });
  });

  it('names no numbered settlement of the design in what people read', () => {
    expect(JSON.stringify(plan)).not.toContain('reconciled');
  });

  it.each([
    ['t-24h-services-deployed', /zero replicas is looked at by hand here/],
    ['t-24h-previous-images', /registry still has them is looked at by hand/],
    ['t-4h-war-room', /clock alone.*room itself is looked at by hand/],
    ['t-4h-baselines', /CPU or of its memory.*baselines are written down by hand/],
    ['t-1h-external-apis', /Spotify alone; Apple Music and PubNub are looked at by hand/],
  ])('says of %s what its probe looks at, and what is left to people', (id, note) => {
    expect(itemById(plan, id)?.note).toMatch(note);
  });

  it('looks at the memory of the nodes as well as at their CPU for the baselines', () => {
    const check = itemById(plan, 't-4h-baselines')?.probe?.check;
    expect(check?.kind === 'prometheus' && check.query).toMatch(/node_cpu_ratio.*node_memory_ratio/);
  });

  it('plans T-0 as the step to 50 %, and the others around it (reconciled 1, 2)', () => {
    expect(plan.steps.map((one) => [one.id, one.plannedAt / MINUTE, one.stagePercent])).toEqual([
      ['canary-images', -45, undefined],
      ['stage-5', -40, 5],
      ['stage-25', -15, 25],
      ['stage-50', 0, 50],
      ['stage-100', 15, 100],
      // A day later (reconciled 15): steps of their own, which move no stage.
      ['delete-stable', 24 * 60 + 15, undefined],
      ['next-stable', 24 * 60 + 30, undefined],
    ]);
  });

  it('holds 30 minutes of phase 1, 20 of validation, then 15 and 10 (reconciled 3)', () => {
    expect(
      plan.steps.flatMap(({ id, holds }) => holds.map((one) => [id, one.step, one.from, one.minimumMs / MINUTE])),
    ).toEqual([
      ['stage-25', 'canary-images', 'started', 30],
      ['stage-25', 'stage-5', 'completed', 20],
      ['stage-50', 'stage-25', 'completed', 15],
      ['stage-100', 'stage-50', 'completed', 10],
    ]);
  });

  it('asks for the gate to start phase 1, and for good canary metrics at every promotion (reconciled 30)', () => {
    expect(plan.steps.map((one) => [one.gate ?? null, one.needsCanaryMetrics])).toEqual([
      ['go-no-go', false],
      [null, false],
      [null, true],
      [null, true],
      [null, true],
      [null, false],
      [null, false],
    ]);
  });

  it('sets the new image on the eight canaries in launch order', () => {
    expect(ofKind(step('canary-images').operations, 'kubernetes.set-image').map((one) => one.service)).toEqual(
      LAUNCH_ORDER,
    );
    expect(ofKind(step('canary-images').operations, 'kubernetes.set-image')[0]?.spec).toEqual({
      kind: 'kubernetes.set-image',
      deployment: 'auth-service-canary',
      container: 'auth-service',
      image: 'gcr.io/media-gateway/auth-service:v1.0.0',
    });
  });

  it.each([5, 25, 50, 100])(
    'moves group A one by one, B at once after A, then Playback, then MCP, at %i %%',
    (percent) => {
      const id = `stage-${percent}`;
      const { operations } = step(id);
      const weights = (service: string) => `${id}/${service}/weights`;
      const waits = LAUNCH_ORDER.map((service) => afterOf(operations, `${id}/${service}/scale`));
      expect(waits).toEqual([
        [],
        [weights('auth-service')],
        [weights('api-gateway')],
        [weights('content-service')],
        [weights('content-service')],
        [weights('content-service')],
        [weights('search-service'), weights('sona-engine'), weights('sync-service')],
        [weights('playback-service')],
      ]);
      for (const one of ofKind(operations, 'flag.set')) expect(one.after).toEqual([weights('mcp-server')]);
      expect(operations.find((one) => one.id === weights('mcp-server'))?.spec).toMatchObject({
        canaryPercent: percent,
      });
    },
  );

  it('turns flags on per phase: the eight of v1 and internal users, beta users, all users', () => {
    const flags = (id: string) =>
      ofKind(step(id).operations, 'flag.set').map((one) => (one.spec.kind === 'flag.set' ? one.spec.flag : ''));
    expect(flags('stage-5')).toHaveLength(9);
    expect(flags('stage-5')).toContain('launch-internal-users');
    expect(flags('stage-25')).toEqual(['launch-beta-users']);
    expect(flags('stage-50')).toEqual([]);
    expect(flags('stage-100')).toEqual(['launch-all-users']);
  });

  it('watches error rates without a gap or an overlap from 1 % up (reconciled 18)', () => {
    const rates = plan.criteria.flatMap((one) => (one.metric?.signal === 'error-rate-percent' ? [one.metric] : []));
    const trips = (percent: number) =>
      rates.filter(
        ({ above, isInclusive, upTo = Infinity, isUpToExclusive }) =>
          (percent > above || (isInclusive && percent === above)) &&
          (percent < upTo || (isUpToExclusive !== true && percent === upTo)),
      ).length;
    expect([0.9, 1, 1.99, 2, 3, 5, 5.01, 100].map(trips)).toEqual([0, 1, 1, 1, 1, 1, 1, 1]);
    expect(rates.map((one) => one.sustainedMs / MINUTE)).toEqual([5, 10, 10]);
  });

  it('gives each class its authority and its window', () => {
    expect(
      plan.severities.map((one) => [
        one.severity,
        one.authority,
        one.decisionMs === null ? null : one.decisionMs / MINUTE,
      ]),
    ).toEqual([
      ['immediate', 'rollback-immediate', null],
      ['urgent', 'rollback-urgent', 10],
      ['conditional', 'rollback-conditional', 30],
    ]);
  });

  it('rolls back within ten minutes: budgets of 1, 2, 3, 2 and 2, flags and traffic at once', () => {
    const { steps, operations, budgetMs } = plan.quickRollback;
    expect(steps.map((one) => (one.budgetMs === null ? null : one.budgetMs / MINUTE))).toEqual([1, 2, 3, 2, 2, null]);
    expect(budgetMs).toBe(10 * MINUTE);
    expect(ofKind(operations, 'flag.set').map((one) => one.after)).toEqual(Array(11).fill([]));
    expect(ofKind(operations, 'traffic.weights').map((one) => one.after)).toEqual(Array(8).fill([]));
    expect(operations.filter((one) => one.after.length === 0)).toHaveLength(1 + 11 + 8);
  });

  it('scales canaries down in the reverse of the launch order where they depend on each other', () => {
    const down = (service: string) => `quick-rollback/scale-down/${service}/scale`;
    const { operations } = plan.quickRollback;
    expect(afterOf(operations, down('mcp-server'))).toEqual(['quick-rollback/traffic/mcp-server/weights']);
    expect(afterOf(operations, down('auth-service'))).toEqual([
      'quick-rollback/traffic/auth-service/weights',
      down('api-gateway'),
      down('mcp-server'),
    ]);
  });

  it('says complete only when everything was read back and every flag is off', () => {
    const { operations } = plan.quickRollback;
    const after = afterOf(operations, 'quick-rollback/announce-complete/message/rollback-complete');
    expect(after).toHaveLength(12);
    expect(after).toContain('quick-rollback/verify/read-back');
  });

  it('asks of the rollback message only what is prefilled: nobody types while it burns', () => {
    for (const id of ['rollback-initiated', 'rollback-complete']) {
      const template = plan.templates.find((one) => one.id === id);
      expect(template?.placeholders?.every((one) => one.prefilled !== undefined)).toBe(true);
    }
    expect(plan.templates[0]?.text).toBe(
      '⚠️ ROLLBACK INITIATED by {{name}} at {{time}}\nReason: {{reason}}\nETA: 10 minutes',
    );
  });

  it('asks its queries of the namespace of the launch', () => {
    const other = compilePack(pack, { namespace: 'elsewhere' });
    if (!other.ok) throw new Error('refused');
    const { requestRate, errorRatePercent, p95Ms } = other.value.signals;
    for (const query of [requestRate, errorRatePercent, p95Ms]) expect(query).toContain('namespace="elsewhere"');
  });
});
