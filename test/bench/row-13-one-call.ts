import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import { readDeployment } from '#engine/adapters/kubernetes/deployments.ts';
import { benchWorld } from './bench-world.ts';
import { msOf, quantile, type Row } from './row.ts';

const callsPerSample = 20;
const run = promisify(execFile);

const hasKubectl = ((): boolean => {
  try {
    execFileSync('kubectl', ['version', '--client'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

export const row: Row = {
  title: 'one call to the cluster: a Deployment is read',
  figures: [
    {
      name: 'over kept-alive connections',
      floorIs: hasKubectl ? 'a kubectl process' : 'there is no kubectl on this machine: no floor to be had',
      unit: 'ms',
      goal: 1 / 20,
    },
  ],
  prepare: async (folder) => {
    const { connection, plan, world, end } = await benchWorld(folder);
    const name = plan.services[0]?.stableDeployment ?? '';
    const { kubeconfig, context, namespace } = world.settings;
    const args = ['--kubeconfig', kubeconfig, '--context', context, '-n', namespace, 'get', 'deployment', name];
    return {
      sample: async () => {
        const floor = hasKubectl ? await msOf(() => run('kubectl', [...args, '-o', 'json'])) : Number.NaN;
        const ours: number[] = [];
        for (let n = 0; n < callsPerSample; n += 1)
          ours.push(
            await msOf(async () => {
              if (!(await readDeployment(connection, name)).ok) throw new Error(`${name} could not be read`);
            }),
          );
        return [{ floor, ours: quantile(ours, 0.5) }];
      },
      end,
    };
  },
};
