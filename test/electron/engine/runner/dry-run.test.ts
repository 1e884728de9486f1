import { describe, expect, test } from 'vitest';
import { dryRun } from '#engine/runner/dry-run.ts';
import { OperationId } from '#shared/domain/ids.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { OperationSpec } from '#shared/domain/operation/spec.ts';
import type { LaunchPlan, PlannedOperation } from '#shared/domain/plan/launch-plan.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { launchMade, plan, techLead } from '#test/support/launch-story.ts';
import { emptyPlan, fault, kindsThat } from '../watch/support/watched-launch.ts';

const operation = (id: string, spec: OperationSpec, asks?: string[]): PlannedOperation => ({
  ...{ id: OperationId.parse(id), title: id, after: [], spec },
  ...(asks === undefined ? {} : { asks }),
});
const scale = (id: string) =>
  operation(id, { kind: 'kubernetes.scale', deployment: id, replicas: { count: 0 }, readyTimeoutMs: 1000 });
const clone: OperationSpec = {
  ...{ kind: 'command.run', program: 'gcloud', arguments: ['{{point-in-time}}'], timeoutMs: 1000, isRepeatable: false },
};

/** A dry run of these operations, planned as the test says. */
async function tried(operations: PlannedOperation[], planned: (spec: OperationSpec) => Result<OperationPlan, Fault>) {
  const quickRollback = { ...plan.quickRollback, operations };
  const questions: LaunchPlan['questions'] = [{ id: 'point-in-time', title: 'Point in time', type: 'moment-in-time' }];
  const story = launchMade({ plan: { ...plan, quickRollback, questions } });
  story.does(techLead, { type: 'dry-run.ask', procedure: 'quick-rollback' });
  const id = story.state.rollback.dryRuns[0]?.id ?? '';
  const report = await dryRun(kindsThat(planned), story.state, id, new AbortController().signal);
  if (report?.type !== 'dry-run.report') throw new Error('nothing was reported');
  story.does(null, report);
  return { findings: report.findings, isPassed: story.state.rollback.dryRuns[0]?.isPassed };
}
const accepted = { what: 'dry run', state: 'good', text: 'the cluster accepts it' } as const;
const change = { target: { kind: 'Deployment', where: '', name: 'a' }, field: 'spec.replicas', from: '3', to: '0' };

describe('a dry run of a rollback', () => {
  test('calls rehearsed only what the server has tried out, and passes when nothing stands in the way', async () => {
    const { findings, isPassed } = await tried([scale('a'), scale('b')], (spec) =>
      ok(
        spec.kind === 'kubernetes.scale' && spec.deployment === 'a'
          ? { ...emptyPlan, changes: [change], checks: [accepted] }
          : emptyPlan,
      ),
    );
    expect(findings).toMatchObject([
      { operation: 'a', how: 'rehearsed', state: 'good', text: 'accepted by a dry run' },
      { operation: 'b', how: 'checked', state: 'good', text: 'it is so already' },
    ]);
    expect(isPassed).toBe(true);
  });

  test('where a question is still open its preconditions are read, and it says what will be asked', async () => {
    const there = { what: 'program gcloud', state: 'good', text: '/usr/bin/gcloud, sha256:0a1b' } as const;
    const { findings } = await tried([operation('clone', clone, ['point-in-time'])], () =>
      ok({ ...emptyPlan, checks: [there] }),
    );
    expect(findings[0]).toMatchObject({ how: 'checked', state: 'good' });
    expect(findings[0]?.text).toBe(
      'checked, not rehearsed: it asks for Point in time first (program gcloud: /usr/bin/gcloud, sha256:0a1b)',
    );
  });

  test('an admission webhook that refuses dry runs leaves it checked here, to be looked at', async () => {
    const refuses = { what: 'dry run', state: 'watch', text: 'checked here, not rehearsed there: webhook' } as const;
    const { findings, isPassed } = await tried([scale('a')], () =>
      ok({ ...emptyPlan, changes: [change], checks: [refuses] }),
    );
    expect(findings[0]).toMatchObject({ how: 'checked', state: 'watch' });
    expect(isPassed).toBe(true);
  });

  test('is not passed while something stands in the way or could not be looked at', async () => {
    const forbidden = await tried([scale('a')], () => err(fault('forbidden', 'may not patch deployments')));
    expect(forbidden).toMatchObject({ isPassed: false, findings: [{ state: 'act' }] });
    const approval = await tried([scale('a')], () => err(fault('approval-required', 'a change request is asked for')));
    expect(approval).toMatchObject({ isPassed: false, findings: [{ state: 'act' }] });
    const silent = await tried([scale('a')], () => err(fault('timeout', 'no answer', true)));
    expect(silent).toMatchObject({ isPassed: false, findings: [{ state: 'unknown', text: 'no answer' }] });
  });

  test('leaves to people what people do', async () => {
    const { findings } = await tried([operation('by-hand', { kind: 'manual.step', text: 'Maintenance page on' })], () =>
      err(fault('unexpected', 'this is never planned')),
    );
    expect(findings[0]).toMatchObject({ how: 'by-hand', state: 'good' });
  });
});
