import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectionsFromRehearsal } from '#engine/adapters/connections.ts';
import { connectOutside, type Outside } from '#engine/adapters/outside.ts';
import { logFile } from '#engine/launch-files.ts';
import { verifyLog } from '#engine/store/verify.ts';
import { type Rehearsal, startRehearsal } from '#rehearsal/start.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import { EngineProcess } from '#test/support/engine-process.ts';
import { cast, go, plan } from '#test/support/launch-story.ts';

const passphrase = 'correct horse battery';
let dir: string;
let rehearsal: Rehearsal;
let outside: Outside;
let engine: EngineProcess;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tminus-killed-'));
  rehearsal = await startRehearsal({ dir: join(dir, 'environment'), speed: 5 });
  const connected = await connectOutside(connectionsFromRehearsal(rehearsal.addresses));
  if (!connected.ok) throw new Error(connected.error.message);
  outside = connected.value;
  engine = await started();
  await engine.call('keeper', 'launch.create', {
    pack: 'media-gateway',
    kind: 'rehearsal',
    variables: {},
    people: [...cast],
    keeper: 'j-ito' as never,
    passphrase,
  });
  const { words } = await engine.call('keeper', 'identity.make-key', { person: 'm-okafor' as never, passphrase });
  await engine.call('keeper', 'identity.witness', {
    person: 'm-okafor' as never,
    words,
    witness: 'j-ito' as never,
    witnessPassphrase: passphrase,
  });
  await signIn();
  await engine.until('the cluster is known', (state) => state.launch?.cluster != null);
  await engine.call('j-ito', 'launch.dispatch', {
    command: go('this is a test of the engine'),
  });
});

afterEach(async () => {
  await engine.kill();
  await outside.close();
  await rehearsal.stop();
  rmSync(dir, { recursive: true, force: true });
});

const started = async (): Promise<EngineProcess> => {
  const next = new EngineProcess(join(dir, 'home'), join(dir, 'environment', 'rehearsal.json'));
  await next.ready;
  return next;
};
const signIn = async () => {
  for (const person of ['j-ito', 'm-okafor'])
    await engine.call(person, 'identity.sign-in', { person: person as never, passphrase });
};
const restart = async () => {
  await engine.kill();
  engine = await started();
  await signIn();
};
const last = (state: LaunchState): Action => {
  const action = state.actions.byId[state.actions.order.at(-1) ?? ''];
  if (action === undefined) throw new Error('there is no action');
  return action;
};

async function confirmed(step: string): Promise<Action> {
  await engine.call('m-okafor', 'launch.dispatch', { command: { type: 'step.ask', step: step as never } });
  const action = last(await engine.until(`${step} is planned`, (state) => last(state).state !== 'planning'));
  expect(action).toMatchObject({ state: 'waiting', reason: '' });
  await engine.call('j-ito', 'launch.dispatch', {
    command: {
      type: 'action.confirm',
      action: action.id,
      role: 'launch-commander' as never,
      shown: action.shown ?? '',
    },
  });
  return action;
}

const goOn = async () => {
  const { id } = last((await engine.snapshot()).state);
  await engine.call('m-okafor', 'launch.dispatch', { command: { type: 'action.continue', action: id } });
};
const canaryImages = async () => {
  const seen = await outside.cluster.deployments();
  if (!seen.ok) throw new Error(seen.error.message);
  return seen.value
    .filter((entry) => entry.name.endsWith('-canary'))
    .map((entry) => Object.values(entry.images)[0] ?? '');
};
const weights = async () => {
  const routes = await Promise.all(plan.services.map((service) => outside.cluster.weights(service.host, plan.subsets)));
  return [
    ...new Set(routes.flatMap((answer) => (answer.ok ? answer.value.map((route) => route.canaryPercent) : [-1]))),
  ];
};
const expectWholeLog = async () => {
  const id = (await engine.snapshot()).state.launch?.id ?? '';
  const report = verifyLog(logFile(join(dir, 'home'), id));
  expect(report.ok && report.value.problems).toEqual([]);
  expect(engine.bugs).toBe('');
};

test('killed between confirmation and effect: nothing was done, nothing starts by itself, one key goes on', async () => {
  await confirmed('canary-images');
  await restart();
  expect(last((await engine.snapshot()).state).state).toBe('not-started');
  await new Promise((resolve) => setTimeout(resolve, 1500));
  expect((await canaryImages()).every((image) => image.endsWith(':v0.9.0'))).toBe(true);
  await goOn();
  await engine.until('the images are verified', (state) => last(state).state === 'verified');
  expect((await canaryImages()).every((image) => image.endsWith(':v1.0.0'))).toBe(true);
  await expectWholeLog();
});

test('killed in the middle of an effect: the cluster is looked at, what took effect stays, the rest is done once', async () => {
  await confirmed('canary-images');
  await engine.until('the images are verified', (state) => last(state).state === 'verified');
  await confirmed('stage-5');
  await engine.until(
    'the second service is being scaled',
    (state) => last(state).operations.filter((entry) => entry.state === 'succeeded').length >= 3,
  );
  await restart();
  const state = await engine.until(
    'it is known what took effect',
    (found) =>
      last(found).state === 'not-started' &&
      !last(found).operations.some((entry) => entry.state === 'outcome-unknown' || entry.state === 'running'),
  );
  expect(last(state).operations.filter((entry) => entry.state === 'succeeded').length).toBeGreaterThanOrEqual(3);
  await goOn();
  await engine.until('the stage is verified', (found) => last(found).state === 'verified', 90_000);
  expect(await weights()).toEqual([5]);
  await expectWholeLog();
});

test('killed in the middle of a rollback: the truth is found and, after one key, the rollback is finished', async () => {
  await confirmed('canary-images');
  await engine.until('the images are verified', (state) => last(state).state === 'verified');
  await confirmed('stage-5');
  await engine.until(
    'three services are moved',
    (state) => last(state).operations.filter((entry) => entry.state === 'succeeded').length >= 6,
  );
  await engine.call('j-ito', 'launch.dispatch', {
    command: { type: 'rollback.ask', role: 'launch-commander' as never, reason: 'test' },
  });
  await engine.until(
    'the rollback has begun',
    (state) => isRollback(last(state)) && last(state).operations.some((entry) => entry.state === 'succeeded'),
  );
  await restart();
  await engine.until(
    'it waits for a person',
    (state) =>
      last(state).state === 'not-started' && !last(state).operations.some((entry) => entry.state === 'outcome-unknown'),
  );
  const { id } = last((await engine.snapshot()).state);
  await engine.call('j-ito', 'launch.dispatch', { command: { type: 'action.continue', action: id } });
  await engine.until('everything is read back', (state) => last(state).completedAt !== null, 60_000);
  expect(await weights()).toEqual([0]);
  await expectWholeLog();
});
