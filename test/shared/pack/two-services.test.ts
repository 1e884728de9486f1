import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { Person } from '#shared/domain/roster/person.ts';
import { compilePack } from '#shared/pack/compile.ts';
import { lintPack } from '#shared/pack/lint.ts';
import { builtInFiles, loaded, small } from './packs.ts';

const pack = loaded(builtInFiles('two-services'));
const plan = (() => {
  const compiled = compilePack(pack, {});
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  return compiled.value;
})();
const operations = [...plan.steps, plan.quickRollback].flatMap((one) => one.operations);

describe('a small launch of two services without a mesh', () => {
  it('makes a plan that its schema accepts, in its own words', () => {
    expect(LaunchPlan.parse(plan)).toEqual(plan);
    expect(plan).toMatchObject({ title: 'Ticket Shop 2.0.0', timeZone: 'Europe/Berlin', namespace: 'two-services' });
    expect(plan.gates.map((gate) => gate.id)).toEqual(['tonight']);
  });

  it('moves no weight, neither forward nor back', () => {
    expect(operations.filter((one) => one.spec.kind === 'traffic.weights')).toEqual([]);
  });

  it('scales the worker for a stage, then web, and says what share of traffic the pods can give (reconciled 9)', () => {
    const [, few, many] = plan.steps;
    expect(few?.operations.map((one) => [one.id, one.after])).toEqual([
      ['a-few/worker/scale', []],
      ['a-few/web/scale', ['a-few/worker/scale']],
    ]);
    expect(few?.operations[1]?.spec).toMatchObject({ replicas: { percentOf: 'web-stable', percent: 25 } });
    expect([few?.stagePercent, many?.stagePercent]).toEqual([20, 50]);
    expect(many?.operations[0]?.title).toBe(
      "Worker: canary pods for 100 % of stable's count: about 50 % of the traffic",
    );
  });

  it('asks no verification for a share of traffic that nobody can see', () => {
    expect(plan.steps.map((step) => step.verification?.canarySharePercent)).toEqual(Array(5).fill(undefined));
    expect(plan.steps.map((step) => step.verification?.metrics)).toEqual([false, true, true, false, false]);
  });

  it('goes back by its pods alone: web before the worker, then read back without routes', () => {
    const back = plan.quickRollback.operations;
    expect(back.find((one) => one.id === 'back/pods/worker/scale')?.after).toEqual(['back/pods/web/scale']);
    const read = back.find((one) => one.spec.kind === 'rollback.read-back');
    expect(read?.spec).toMatchObject({
      services: [{ service: 'worker', stable: 'worker-stable', canary: 'worker-canary' }, {}],
    });
    expect(JSON.stringify(read?.spec)).not.toContain('host');
    expect(read?.after).toContain('back/pods/worker/scale');
  });

  it('says nothing of a mesh on paper either', () => {
    expect(JSON.stringify(plan.procedures)).not.toMatch(/virtualservice/i);
  });

  it('still allows weights to be set in a pack of either kind, and asks for no share', () => {
    const changed = loaded(small(['readyWithin: 5m', 'readyWithin: 5m\n  traffic: replicas'], ['share: true, ', '']));
    expect(lintPack(changed)).toEqual([]);
    const compiled = compilePack(changed, {});
    expect(compiled.ok && compiled.value.quickRollback.operations.map((one) => one.spec.kind)).toEqual([
      'message.post',
      'flag.set',
      'kubernetes.scale',
      'kubernetes.scale',
      'rollback.read-back',
    ]);
  });

  it('has people to rehearse with who fill its roles', () => {
    const file = fileURLToPath(new URL('../../../shared/packs/two-services/rehearsal-cast.yaml', import.meta.url));
    const cast = parse(readFileSync(file, 'utf8')).map((one: unknown) => Person.parse(one));
    for (const role of plan.roles) {
      const holders = cast.filter((one: Person) => one.roles.includes(role.id)).length;
      expect(holders).toBeGreaterThanOrEqual(role.minimum);
    }
  });
});

/** Rooms whose code runs any pack; the built-in packs and what a reference shows as an example are no part of them. */
const ROOMS = ['shared/pack', 'shared/domain', 'shared/views', 'electron/engine', 'renderer'] as const;
const NAMES =
  /mediagateway|media[- ]gateway(?!`)|\bsona\b|playback-service|auth-service|mcp-server|api[- ]gateway(?!`)|spotify|pubnub|stakeholder-go-no-go|t-24h/i;
/** Comments may speak of the runbook's examples. */
const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*$/gm, '');

describe('the code that runs packs', () => {
  it.each(ROOMS)('knows nothing of Media Gateway in %s', (room) => {
    const root = fileURLToPath(new URL(`../../../${room}`, import.meta.url));
    const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => /\.tsx?$/.test(name) && !(room === 'shared/pack' && name.startsWith('reference')),
    );
    expect(sources.length).toBeGreaterThan(40);
    const found = sources.filter((name) => NAMES.test(withoutComments(readFileSync(join(root, name), 'utf8'))));
    expect(found).toEqual([]);
  });
});
