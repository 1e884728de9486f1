import type { DeploymentSeen } from '#engine/adapters/kubernetes/port.ts';
import type { CallInput, CallName, CallOutput } from '#shared/contract/calls.ts';
import { actionsInOrder } from '#shared/domain/action/evolve.ts';
import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { isRollback } from '#shared/domain/rollout/attempt.ts';
import type { Person } from '#shared/domain/roster/person.ts';
import { passphrase, type WindowStory } from './window-story.ts';

/** A call over the window's own bridge. */
async function call<N extends CallName>(story: WindowStory, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const envelope = await story.page.evaluate(
    ([called, sent]) =>
      (
        globalThis as unknown as {
          tminus: { call(name: string, input: unknown): Promise<{ ok: boolean; value?: unknown }> };
        }
      ).tminus.call(called, sent),
    [name as string, input as unknown] as const,
  );
  if (!envelope.ok) throw new Error(`${name}: ${JSON.stringify(envelope)}`);
  return envelope.value as CallOutput<N>;
}

/** A rehearsal with people of its own, everyone enrolled; the forms for that are another story's. */
export async function makeRehearsalWith(story: WindowStory, people: readonly Person[], keeper: string): Promise<void> {
  await call(story, 'launch.create', {
    ...{ pack: 'media-gateway', kind: 'rehearsal', variables: {}, people: [...people] },
    ...{ keeper: keeper as never, passphrase },
  });
  await call(story, 'identity.enrol-cast', { passphrase, keeperPassphrase: passphrase });
  await story.page.reload();
  await story.page.getByRole('button', { name: /^Sign in/ }).waitFor({ timeout: 30_000 });
}

/** The rollback that was asked for last. */
export const rollbackIn = (state: LaunchState): Action | undefined =>
  actionsInOrder(state.actions).findLast(isRollback);

/** Ends the engine's process as a crash would, and waits until main has started another one. */
export async function killEngine(story: WindowStory): Promise<void> {
  const pid = story.tminus.enginePid();
  process.kill(pid, 'SIGKILL');
  const end = Date.now() + 60_000;
  while (story.tminus.enginePid() === pid) {
    if (Date.now() > end) throw new Error('the engine was not started again');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Confirms what waits as somebody (by id) else than who is signed in, with their own passphrase; the name is typed where it has to be. */
export async function confirmAs(story: WindowStory, id: string, role: string, typed?: string): Promise<void> {
  const { page } = story;
  await story.button('Confirm').first().click({ timeout: 30_000 });
  const dialog = page.getByRole('dialog');
  const choice = dialog.getByLabel('Confirm as');
  if ((await choice.count()) > 0) await choice.selectOption({ label: role });
  const signer = dialog.getByLabel('Signed by');
  if ((await signer.count()) > 0) await signer.selectOption({ value: id });
  if (typed !== undefined) await dialog.getByLabel(`Type ${typed} to go on`).fill(typed);
  await dialog.getByLabel(/^Passphrase of/).fill(passphrase);
  await dialog.getByRole('button', { name: 'Confirm' }).click();
  await dialog.waitFor({ state: 'hidden', timeout: 30_000 });
}

/** Every Deployment of the launch's namespace, as the cluster's API says. */
export async function deploymentsOf(story: WindowStory): Promise<readonly DeploymentSeen[]> {
  const seen = await story.outside.cluster.deployments();
  if (!seen.ok) throw new Error(seen.error.message);
  return seen.value;
}
