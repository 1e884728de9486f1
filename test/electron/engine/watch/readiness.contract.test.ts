import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Connections } from '#engine/adapters/connections.ts';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { createMessageKind } from '#engine/runner/message-kind.ts';
import { createReadinessWatch } from '#engine/watch/readiness.ts';
import type { Rehearsal } from '#rehearsal/start.ts';
import { ok } from '#shared/lib/result.ts';
import { goLaunch, plan } from '#test/support/launch-story.ts';
import { openRehearsal } from '../adapters/support/open-rehearsal.ts';
import { value } from '../adapters/support/run-context.ts';
import { otherClient } from './support/other-client.ts';
import { watched } from './support/watched-launch.ts';

const [service] = plan.services;
if (service === undefined) throw new Error('the pack has no service');

describe('readiness in the rehearsal environment', () => {
  let rehearsal: Rehearsal;
  let settings: Connections;
  let outside: Outside;
  beforeAll(async () => {
    rehearsal = await openRehearsal();
    settings = connectionsFromRehearsal(JSON.stringify(rehearsal.addresses));
    outside = value(await connectOutside(settings));
  });
  afterEach(() => rehearsal.faults.clear());
  afterAll(async () => {
    await outside?.close();
    await rehearsal?.stop();
  });

  /** Proves once, against what runs now. */
  async function proven() {
    const story = goLaunch();
    const { launch } = story.state;
    if (launch?.cluster == null) throw new Error('the launch knows no cluster');
    const cluster = { ...launch.cluster, context: rehearsal.addresses.context };
    story.state = { ...story.state, launch: { ...launch, cluster } };
    const messages = createMessageKind({
      state: () => story.state,
      now: () => story.now,
      queue: () => ok(undefined),
    });
    const kinds = outside.kinds({ messages, noted: () => story.state.actions.noted });
    const { with_, hub } = watched(story, { cluster: outside.cluster, kinds });
    await createReadinessWatch(with_, 60_000)();
    const check = (title: string) => hub.readiness.checks.find((one) => one.title === title);
    return { readiness: hub.readiness, check };
  }

  test('a rollback is ready before anything has gone wrong, with every command to type for this cluster', async () => {
    await expect.poll(async () => (await proven()).readiness.state, { timeout: 20_000 }).toBe('ready');
    const { readiness } = await proven();
    const { context, namespace } = rehearsal.addresses;
    const typed = (readiness.commands ?? [])
      .filter(({ procedure, isProven }) => procedure === 'quick-rollback' && isProven)
      .flatMap(({ lines }) => lines);
    const kubectl = typed.filter((line) => line.startsWith('kubectl'));
    expect(kubectl.length).toBeGreaterThanOrEqual(2 * plan.services.length);
    for (const line of kubectl) expect(line).toContain(`kubectl --context ${context} --namespace ${namespace} `);
    expect(kubectl).toContain(
      `kubectl --context ${context} --namespace ${namespace} scale deployment/${service.canaryDeployment} --replicas=0`,
    );
    expect(typed.join('\n')).not.toContain(rehearsal.addresses.unleashToken);
  });

  test('what is there to change is accepted by a dry run', async () => {
    await otherClient(rehearsal.addresses, 'kubectl-edit').setWeight(service.host, 5);
    // Plans of a moment share what they read.
    await expect
      .poll(async () => (await proven()).check('Traffic to stable'), { timeout: 10_000 })
      .toMatchObject({
        state: 'good',
        text: `1 of ${plan.services.length} accepted by a dry run, the others are so already`,
      });
    await otherClient(rehearsal.addresses, 'kubectl-edit').setWeight(service.host, 0);
  });

  test('it is not, once a right is taken away', async () => {
    rehearsal.faults.inject({ scenario: 'forbidden', verb: 'patch', resource: 'deployments' });
    // Answers about rights are shared by the plans of a moment.
    await expect.poll(async () => (await proven()).check('Canary to zero')?.state, { timeout: 10_000 }).toBe('act');
    const { readiness, check } = await proven();
    expect(readiness.state).toBe('not-ready');
    expect(check('Permissions')).toMatchObject({
      state: 'act',
      text: expect.stringContaining('patch deployments.apps'),
    });
    expect(check('Traffic to stable')?.state).toBe('good');
  });

  test('it is not while Argo CD would set everything back', async () => {
    expect((await proven()).check('Argo CD keeps out')?.state).toBe('good');
    rehearsal.faults.inject({ scenario: 'argo-self-heal' });
    await expect.poll(async () => (await proven()).check('Argo CD keeps out')?.state, { timeout: 10_000 }).toBe('act');
    expect((await proven()).check('Argo CD keeps out')?.text).toMatch(/heals itself/);
  });

  test('an autoscaler of a canary is told of, and stands in no way', async () => {
    rehearsal.faults.inject({ scenario: 'autoscaler-fights', deployment: service.canaryDeployment });
    await expect
      .poll(async () => (await proven()).check('Canary to zero')?.text, { timeout: 10_000 })
      .toMatch(/autoscaler/i);
    expect((await proven()).check('Canary to zero')?.state).toBe('watch');
  });

  test('it is not while the flag service is down', async () => {
    rehearsal.faults.inject({ scenario: 'flags-down' });
    await expect.poll(async () => (await proven()).check('Flag service')?.state, { timeout: 10_000 }).toBe('act');
  });

  test('it is not while stable lacks pods', async () => {
    rehearsal.faults.inject({ scenario: 'not-ready', deployment: service.stableDeployment });
    await expect
      .poll(async () => (await proven()).check('Stable carries 100 %')?.text ?? '', { timeout: 20_000 })
      .toMatch(new RegExp(`^${service.stableDeployment} 0/\\d+ ready$`));
  });

  test('it is not while the cluster does not answer, whatever was proven before', async () => {
    rehearsal.faults.inject({ scenario: 'api-down', mode: '503' });
    const { readiness } = await proven();
    expect(readiness.state).not.toBe('ready');
    expect(readiness.checks.find(({ title }) => title === 'Stable carries 100 %')?.state).toBe('unknown');
  });
});
