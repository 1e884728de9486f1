import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Rehearsal } from '#rehearsal/start.ts';
import { startRehearsal } from '#rehearsal/start.ts';

function hasKubectl(): boolean {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

let dir = '';
let rehearsal: Rehearsal;
const run = promisify(execFile);

describe.skipIf(!hasKubectl())('kubectl', () => {
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'tminus-kubectl-'));
    rehearsal = await startRehearsal({ dir, podReadyMs: [100, 250] });
  });
  afterAll(async () => {
    await rehearsal.stop();
    await rm(dir, { recursive: true });
  });

  const kubectl = async (...args: string[]) => {
    const { stdout } = await run('kubectl', args, {
      env: { ...process.env, KUBECONFIG: rehearsal.addresses.kubeconfig, HOME: dir },
    });
    return stdout;
  };
  const apply = async (name: string, text: string, ...more: string[]) => {
    const file = join(dir, name);
    await writeFile(file, text);
    return kubectl('apply', '-f', file, ...more);
  };

  test('gets Deployments as a table', async () => {
    expect(await kubectl('get', 'deployments')).toMatch(
      /^NAME\s+READY\s+UP-TO-DATE\s+AVAILABLE\s+AGE\napi-gateway-canary\s+0\/0\s+0\s+0\s/,
    );
  });

  test("the runbook's own commands: set image, rollout status, undo", async () => {
    await kubectl(
      'set',
      'image',
      'deployment/api-gateway-stable',
      'api-gateway=gcr.io/media-gateway/api-gateway:v1.0.0',
    );
    expect(await kubectl('rollout', 'status', 'deployment/api-gateway-stable', '--timeout=20s')).toContain(
      'successfully rolled out',
    );
    expect(await kubectl('get', 'deployment', 'api-gateway-stable', '-o', 'jsonpath={.status.updatedReplicas}')).toBe(
      '6',
    );
    await kubectl('rollout', 'undo', 'deployment/api-gateway-stable');
    await kubectl('rollout', 'status', 'deployment/api-gateway-stable', '--timeout=20s');
    expect(
      await kubectl(
        'get',
        'deployment',
        'api-gateway-stable',
        '-o',
        'jsonpath={.spec.template.spec.containers[0].image}',
      ),
    ).toContain('v0.9.0');
  });

  test('scales the canary, waits for it, reads its events and logs', async () => {
    await kubectl('scale', 'deployment', 'api-gateway-canary', '--replicas=1');
    await kubectl('wait', '--for=condition=ready', 'pod', '-l', 'app=api-gateway,track=canary', '--timeout=20s');
    expect(await kubectl('describe', 'deployment', 'api-gateway-canary')).toContain('ScalingReplicaSet');
    expect(await kubectl('logs', 'deployment/api-gateway-stable', '--since=1m')).toEqual(expect.any(String));
  });

  test('applies a traffic split, here and on the server, with a diff', async () => {
    const split = (canary: number) =>
      JSON.stringify({
        apiVersion: 'networking.istio.io/v1beta1',
        kind: 'VirtualService',
        metadata: { name: 'api-gateway' },
        spec: {
          hosts: ['api-gateway'],
          http: [
            {
              route: [
                { destination: { host: 'api-gateway', subset: 'canary' }, weight: canary },
                { destination: { host: 'api-gateway', subset: 'stable' }, weight: 100 - canary },
              ],
            },
          ],
        },
      });
    const weights = () =>
      kubectl('get', 'virtualservice', 'api-gateway', '-o', 'jsonpath={.spec.http[0].route[*].weight}');
    await apply('split.json', split(5));
    expect(await weights()).toBe('5 95');
    expect(await apply('split.json', split(25), '--dry-run=server')).toContain('(server dry run)');
    expect(await weights()).toBe('5 95');
    await expect(apply('split.json', split(25), '--server-side')).rejects.toThrow(/conflict/);
    await apply('split.json', split(25), '--server-side', '--force-conflicts');
    expect(await weights()).toBe('25 75');
  });

  test('says what it may', async () => {
    expect(await kubectl('auth', 'can-i', 'patch', 'deployments')).toContain('yes');
  });
});
