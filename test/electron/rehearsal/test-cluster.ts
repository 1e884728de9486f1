import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiException, KubeConfig } from '@kubernetes/client-node';
import { expect } from 'vitest';
import type { Rehearsal, RehearsalOptions } from '#rehearsal/start.ts';
import { startRehearsal } from '#rehearsal/start.ts';

export type TestCluster = {
  readonly dir: string;
  readonly rehearsal: Rehearsal;
  readonly config: KubeConfig;
  close(): Promise<void>;
};

/** A rehearsal with quick pods and bookmarks, and the official client's configuration for it. */
export async function testCluster(options: Partial<RehearsalOptions> = {}): Promise<TestCluster> {
  const dir = await mkdtemp(join(tmpdir(), 'tminus-rehearsal-'));
  const rehearsal = await startRehearsal({ dir, podReadyMs: [100, 250], bookmarkEveryMs: 150, ...options });
  const config = new KubeConfig();
  config.loadFromFile(rehearsal.addresses.kubeconfig);
  const close = async () => {
    await rehearsal.stop();
    await rm(dir, { recursive: true });
  };
  return { dir, rehearsal, config, close };
}

/** The Status by which a call was refused; throws when it was not refused, or not by a Status. */
export async function refusal(call: Promise<unknown>): Promise<{ code: number; reason: string; message: string }> {
  const error = await call.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiException)) throw error;
  const status: { reason: string; message: string; kind: string } = JSON.parse(String(error.body));
  expect(status.kind).toBe('Status');
  return { code: error.code, reason: status.reason, message: status.message };
}
