import { describe, expect, it } from 'vitest';
import { compilePack } from '#shared/pack/compile.ts';
import { builtInFiles, loaded } from './packs.ts';

const plan = (() => {
  const compiled = compilePack(loaded(builtInFiles('media-gateway')), { namespace: 'elsewhere' });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
})();
const procedure = plan.databaseRollback;
const operations = procedure?.operations ?? [];
const inStep = (step: string) => operations.filter((one) => one.procedureStep === step);
const byId = new Map(operations.map((one) => [one.id as string, one]));

/** Everything an operation comes after, directly or not. */
function allBefore(id: string): Set<string> {
  const found = new Set<string>();
  const walk = (at: string): void => {
    for (const one of byId.get(at)?.after ?? []) {
      if (found.has(one)) continue;
      found.add(one);
      walk(one);
    }
  };
  walk(id);
  return found;
}
/** Every awaited operation of a step comes before every one of the next. */
function comesAfter(step: string, earlier: string): void {
  const awaited = inStep(earlier).filter((one) => one.spec.kind !== 'message.post');
  expect(awaited.length).toBeGreaterThan(0);
  for (const one of inStep(step)) {
    const all = allBefore(one.id);
    expect(awaited.filter(({ id }) => !all.has(id)).map(({ id }) => `${one.id} before ${id}`)).toEqual([]);
  }
}

describe('the database rollback of Media Gateway (reconciled 23)', () => {
  it('takes the quick rollback and the seven steps of the document, each after all of the one before', () => {
    const steps = procedure?.steps.map((one) => one.id) ?? [];
    expect(steps).toEqual([
      'quick-rollback',
      'stop-services',
      'recover',
      'verify-database',
      'connection-strings',
      'previous-version',
      'verify-system',
      'resume-traffic',
    ]);
    for (const [index, step] of steps.slice(1).entries()) comesAfter(step, steps[index] ?? '');
  });

  it('begins with every operation of the quick rollback, and says complete only at its own end', () => {
    const quick = plan.quickRollback.operations;
    const inlined = inStep('quick-rollback');
    expect(inlined).toHaveLength(quick.length - 1);
    for (const one of inlined) expect(one.id).toMatch(/^database-rollback\/stop-services\/quick-rollback\//);
    const complete = operations.filter(
      (one) => one.spec.kind === 'message.post' && one.spec.template === 'rollback-complete',
    );
    expect(complete.map((one) => one.procedureStep)).toEqual(['resume-traffic']);
    expect(allBefore(complete[0]?.id ?? '').size).toBe(
      operations.filter((one) => one.spec.kind !== 'message.post').length,
    );
  });

  it('notes the counts behind the maintenance page, then stops the services of the launch and nothing else', () => {
    const kinds = inStep('stop-services').map((one) => one.spec.kind);
    expect(kinds.slice(0, 2)).toEqual(['manual.step', 'kubernetes.note']);
    const scaled = inStep('stop-services').flatMap(({ spec }) =>
      spec.kind === 'kubernetes.scale' ? [spec.deployment] : [],
    );
    const own = plan.services.flatMap((one) => [one.canaryDeployment, one.stableDeployment]);
    expect(scaled.toSorted()).toEqual(own.toSorted());
    for (const one of inStep('stop-services').slice(2))
      expect(allBefore(one.id)).toContain('database-rollback/stop-services/note');
  });

  it('clones to a moment that is asked for, not before the backup verified at T-12h, under a name of this attempt', () => {
    const [clone] = inStep('recover');
    expect(clone?.spec).toMatchObject({
      kind: 'command.run',
      program: 'gcloud',
      arguments: [
        'sql',
        'instances',
        'clone',
        'media-gateway-db',
        '{{clone-name}}',
        '--point-in-time={{point-in-time}}',
      ],
      isRepeatable: false,
    });
    expect(clone?.asks).toEqual(['point-in-time', 'clone-name']);
    expect(plan.questions?.map((one) => [one.id, one.type, one.notBeforeItem, one.suggestion])).toEqual([
      ['point-in-time', 'moment-in-time', 't-12h-backup-verified', undefined],
      ['clone-name', 'text', undefined, 'media-gateway-db-{{launch}}-{{attempt}}'],
      ['restored-host', 'text', undefined, undefined],
    ]);
  });

  it('looks into the restored database, then changes the host in the Secret and no other field (reconciled 24)', () => {
    const [look] = inStep('verify-database');
    expect(look?.spec).toMatchObject({ program: 'psql', isRepeatable: true });
    expect(look?.asks).toEqual(['restored-host']);
    expect(inStep('connection-strings').map((one) => one.spec)).toEqual([
      {
        kind: 'kubernetes.patch',
        object: { kind: 'Secret', name: 'db-credentials' },
        fields: [{ path: ['data', 'host'], value: '{{restored-host}}' }],
      },
    ]);
  });

  it('brings stable back with the canaries at zero, tests all of it, and only then lets traffic in', () => {
    const back = inStep('previous-version');
    expect(back.filter((one) => one.spec.kind === 'kubernetes.restore')).toHaveLength(8);
    expect(back.at(-1)?.spec.kind).toBe('kubernetes.wait');
    expect(operations.flatMap(({ spec }) => (spec.kind === 'kubernetes.restore' ? [spec.deployment] : []))).toEqual(
      plan.services.map((one) => one.stableDeployment),
    );
    expect(inStep('verify-system').map((one) => one.spec)).toMatchObject([
      { program: './scripts/smoke-test.sh', expected: 'All tests pass' },
    ]);
    expect(inStep('resume-traffic').map((one) => one.spec.kind)).toEqual([
      ...Array(8).fill('traffic.weights'),
      'manual.step',
      'message.post',
    ]);
  });

  it('is confirmed by its own authority, warns, and takes thirty to sixty minutes', () => {
    expect(procedure).toMatchObject({ authority: 'database-rollback', budgetMs: 1_800_000, longestMs: 3_600_000 });
    expect(procedure?.prerequisites).toHaveLength(4);
    expect(procedure?.warning).toContain('may cause data loss');
    expect(plan.authorities.find((one) => one.id === 'database-rollback')?.typedName).toBe(true);
  });
});

describe('what comes after the launch', () => {
  it('deletes stable a day after 100 % was verified, with the criteria of T+24hr met and its name typed', () => {
    const step = plan.steps.find((one) => one.id === 'delete-stable');
    expect(step).toMatchObject({ phase: 'handoff', isPointOfNoReturn: true, authority: 'delete-stable' });
    expect(plan.authorities.find((one) => one.id === 'delete-stable')).toMatchObject({
      typedName: true,
      notBefore: { step: 'stage-100', waitingMs: 86_400_000, success: 't-plus-24h' },
    });
    expect(step?.operations.map((one) => [one.spec.kind, one.after])).toEqual([
      ['kubernetes.note', []],
      ...Array(8).fill(['kubernetes.delete', ['delete-stable/note']]),
    ]);
  });

  it('ends Handoff by making the new version the stable of the next launch', () => {
    const last = plan.steps.at(-1);
    expect(last).toMatchObject({ id: 'next-stable', phase: 'handoff', after: ['delete-stable'] });
    expect(last?.operations.filter((one) => one.spec.kind === 'kubernetes.restore')).toHaveLength(8);
    expect(last?.operations.filter((one) => one.spec.kind === 'kubernetes.unpin-autoscaler')).toHaveLength(8);
  });
});

describe('the services of Media Gateway', () => {
  it('have each their own flag, and can be rolled back alone where those that depend on them accept it', () => {
    expect(plan.services.map((one) => one.flags)).toEqual(plan.services.map((one) => [`${one.id}-v1`]));
    const accepts = (id: string) =>
      plan.services
        .filter((one) => one.dependsOn.some((other) => other === id))
        .every((one) => one.worksWithOld?.some((other) => other === id) ?? false);
    expect(plan.services.filter((one) => accepts(one.id)).map((one) => one.id)).toEqual([
      'search-service',
      'sona-engine',
      'mcp-server',
    ]);
  });

  it('are each tested on their canary once the flags are on (§2.4)', () => {
    const tests = plan.steps
      .find((one) => one.id === 'stage-5')
      ?.operations.filter((one) => one.spec.kind === 'command.run');
    expect(tests?.map((one) => one.title)).toEqual(plan.services.map((one) => `${one.title}: ${one.verification}`));
    for (const one of tests ?? []) expect(one.after).toContain('stage-5/flags/launch-internal-users');
    expect(tests?.[0]?.spec).toMatchObject({
      arguments: [
        ...['--target', 'canary', '--service', 'auth-service'],
        ...['--url', 'https://smoke.mediagateway.io', '--cacert', 'system'],
      ],
    });
  });
});
