import { describe, expect, test } from 'vitest';
import type { CommandByHand } from '#shared/contract/observations.ts';
import { invariant } from '#shared/lib/invariant.ts';
import { procedureByHand } from '#shared/views/by-hand.ts';
import { handSteps } from '#shared/views/paper/hand-steps.ts';
import type { FakeEngine } from '#test/renderer/fixtures/fake-engine.ts';
import * as late from '#test/renderer/fixtures/late-scenarios.ts';
import { samplePlan as plan } from '#test/renderer/fixtures/plan.ts';
import * as rollbacks from '#test/renderer/fixtures/rollback-scenarios.ts';
import * as scenarios from '#test/renderer/fixtures/scenarios.ts';
import { inputOf, rowsOf, sampleHtml, samplePaper, textOf } from './sample-paper.ts';

const database = plan.databaseRollback;
invariant(database, 'the runbook has a database rollback');
const flat = (engine: FakeEngine, proven: Parameters<typeof sampleHtml>[1] = null): string =>
  textOf(sampleHtml(engine, proven)).replaceAll(/\s+/g, ' ');
/** Only the section, so that nothing is found elsewhere. */
const sectionOf = (engine: FakeEngine, id: string): string =>
  JSON.stringify(samplePaper(engine).sections.find((section) => section.id === id));
const missingIn = (page: string, words: readonly string[]): readonly string[] =>
  words.filter((one) => !page.includes(one.replaceAll(/\s+/g, ' ').trim()));

describe('the database rollback on paper', () => {
  const early = scenarios.dayBefore();
  const page = flat(early);

  test('has its warning, its prerequisites and every step, the quick rollback first', () => {
    expect(missingIn(page, [database.warning ?? '', ...(database.prerequisites ?? [])])).toEqual([]);
    const titles = database.steps.map(({ title }, index) => `${index} ${title}`);
    expect(titles.slice(0, 2)).toEqual(['0 Quick Rollback', '1 Stop All Services']);
    expect(missingIn(page, titles)).toEqual([]);
  });

  test('has each of its own operations with the command for this cluster and no other', () => {
    const own = database.operations.filter(({ procedureStep }) => procedureStep !== 'quick-rollback');
    const rows = rowsOf(samplePaper(early), 'database-rollback', 'Operation');
    expect(rows).toHaveLength(own.filter(({ spec }) => spec.kind !== 'message.post').length);
    const commands = procedureByHand(early.state, database)
      .slice(1)
      .flatMap((step) => step.commands);
    expect(missingIn(page, commands)).toEqual([]);
    expect(commands.filter((line) => line.startsWith('kubectl ') && !line.includes('--context rehearsal'))).toEqual([]);
    expect(commands).toContain(
      `kubectl --context rehearsal -n media-gateway patch secret db-credentials --type=merge -p '{"stringData":{"host":"[restored-host]"}}'`,
    );
    expect(commands).toContain(
      `psql -h '[restored-host]' -U admin -d media_gateway -c 'SELECT count(*) FROM users; SELECT max(created_at) FROM content;'`,
    );
  });

  test('asks its questions at the step that needs them, each once, with room for the answer', () => {
    const questions = (plan.questions ?? []).map(({ id, title }) => `[${id}] ${title}`);
    expect(questions).toHaveLength(3);
    expect(missingIn(page, questions)).toEqual([]);
    expect(page.split('To which moment is the database taken back?')).toHaveLength(2);
    expect(page).toContain('Backup verified and accessible: not ticked yet');
    expect(page).toContain(`suggested: media-gateway-db-${early.state.launch?.id}-1`);
  });

  test('in the middle of one says what is done, what was answered, and what is being done', () => {
    const engine = rollbacks.databaseClones();
    const rows = rowsOf(samplePaper(engine), 'database-rollback', 'Operation').map((row) => JSON.stringify(row));
    expect(rows.find((row) => row.includes('Clone media-gateway-db into'))).toContain('running');
    expect(rows.find((row) => row.includes('Note counts'))).toContain('{"box":"done"}');
    const now = flat(engine);
    expect(now).toContain(
      'gcloud sql instances clone media-gateway-db media-gateway-db-1 --point-in-time=2026-11-24T07:40:00Z',
    );
    expect(now).toMatch(/0 Quick Rollback .*? 29 of 29 operations are done\./);
  });

  test('brings stable back to the counts that were noted', () => {
    const engine = rollbacks.databaseClones();
    const noted = engine.state.actions.noted['auth-service-stable'];
    invariant(noted, 'the counts were noted before the services stopped');
    expect(sectionOf(engine, 'database-rollback')).toContain(
      `scale deployment/auth-service-stable --replicas=${noted.replicas}`,
    );
  });

  test('says how its dry run went', () => {
    const engine = rollbacks.dryRunsDone();
    expect(sectionOf(engine, 'quick-rollback')).toMatch(/Dry run: passed, .*, asked for by A\. Lindqvist/);
    expect(sectionOf(early, 'database-rollback')).toContain('Dry run: never.');
  });
});

describe('the commands that the engine has proven for this cluster', () => {
  const early = scenarios.dayBefore();
  const quick = plan.quickRollback;
  const commandOf = ({ id, title, spec, procedureStep }: (typeof quick.operations)[number]): CommandByHand => ({
    ...{
      procedure: 'quick-rollback',
      step: procedureStep ?? null,
      operation: id,
      title,
      isProven: spec.kind !== 'message.post',
    },
    lines: [
      spec.kind === 'traffic.weights' ? `kubectl patch virtualservice ${spec.host} --of ${id}` : `prove --of ${id}`,
    ],
  });
  const commands = quick.operations.map(commandOf);

  test('are the ones on the page, operation by operation', () => {
    const page = flat(early, { byHand: [], commands, at: early.now });
    const typed = commands.filter(({ isProven }) => isProven).flatMap(({ lines }) => lines);
    expect(missingIn(page, typed)).toEqual([]);
    expect(page).toContain('edit virtualservice # host auth-service: every http route, canary 0, stable 100');
  });

  test('begin with making stable anew where it was deleted', () => {
    const anew: CommandByHand = {
      ...{ procedure: 'quick-rollback', step: 'traffic', operation: 'restore/auth-service-stable', isProven: false },
      ...{ title: 'auth-service-stable as it was', lines: ['kubectl apply --server-side -f auth-service-stable.yaml'] },
    };
    const traffic = handSteps(early.state, [], [anew, ...commands])[2]?.commands ?? [];
    expect(traffic[0]).toBe('kubectl apply --server-side -f auth-service-stable.yaml');
    expect(traffic.length).toBeGreaterThan(plan.services.length);
  });
});

describe('what went on during the launch, on paper', () => {
  test('incidents, action items and changes by others are there, and the cover names what is open', () => {
    const engine = late.inTrouble();
    const paper = samplePaper(engine);
    const incidents = rowsOf(paper, 'incidents', 'Declared').map((row) => JSON.stringify(row));
    expect(incidents[0]).toContain('Search answers 502 for some tenants');
    expect(incidents.find((row) => row.includes('Thumbnails'))).toContain('the cache is warm again');
    const changes = rowsOf(paper, 'incidents', 'Changed').map((row) => JSON.stringify(row));
    expect(changes).toHaveLength(2);
    expect(changes.find((row) => row.includes('api-gateway-stable'))).toContain('spec.replicas: 24 → 20');
    expect(changes.find((row) => row.includes('argocd-controller'))).toContain('done outside');
    const items = rowsOf(paper, 'notes', 'Owner').map((row) => JSON.stringify(row));
    expect(items).toHaveLength(3);
    expect(items.find((row) => row.includes('Renew the certificate'))).toContain('blocks GO');
    expect(items.find((row) => row.includes('qdrant'))).toContain('late');
    expect(sectionOf(engine, 'cover')).toContain('P2: Search answers 502 for some tenants');
  });

  test('without any it says so', () => {
    const quietDay = scenarios.dayBefore();
    expect(sectionOf(quietDay, 'incidents').match(/None\./g)).toHaveLength(2);
    expect(sectionOf(quietDay, 'cover')).toContain('none open');
  });

  test('criteria of success that somebody has spoken of carry who, when and what', () => {
    const rows = rowsOf(samplePaper(late.launched()), 'checkpoints', 'Seen').map((row) => JSON.stringify(row));
    expect(rows).toHaveLength(14);
    expect(rows.find((row) => row.includes('No rollback required'))).toContain('{"box":"done"}');
    expect(rows.find((row) => row.includes('No critical bugs'))).toMatch(/not met.*one is being looked at/);
  });

  test('a rollback by break-glass, and one of some services alone, are told as what they are', () => {
    expect(sectionOf(rollbacks.brokenGlass(), 'criteria')).toContain('break-glass');
    expect(sectionOf(rollbacks.oneOut(), 'criteria')).toContain('only Playback Service, MCP Server');
  });
});

describe('what can not be undone, on paper', () => {
  const page = flat(scenarios.dayBefore());

  test('is marked as a point of no return, with who may do it and from when on', () => {
    expect(page).toContain('Delete the version before');
    expect(page.match(/Point of no return: it takes a way back away, and its name is typed\./g)).toHaveLength(1);
    expect(page).toContain('not before 24 h after Full rollout at 100 % was verified, and with T+24hr Criteria met');
  });

  test('what the commander weighs at a decision point stands at each of the three', () => {
    expect(page.split('Proceed Hold and investigate Roll back')).toHaveLength(4);
    expect(page.split('Canary metrics acceptable')).toHaveLength(4);
  });

  test('resources are watched like the other criteria', () => {
    const rows = rowsOf(samplePaper(scenarios.dayBefore()), 'criteria', 'How it is known').map((row) =>
      JSON.stringify(row),
    );
    expect(rows.find((row) => row.includes('Resource exhaustion'))).toContain(
      'watched, for 1 min: CPU of the nodes, Memory of the nodes; the worst counts',
    );
  });
});

test('a paper without anything proven is made all the same', () => {
  expect(inputOf(scenarios.dayBefore()).proven).toBeNull();
  expect(flat(scenarios.dayBefore())).toContain('they were not proven against the cluster');
});
