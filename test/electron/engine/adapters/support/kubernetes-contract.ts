import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { ClusterUnderTest } from './cluster-under-test.ts';
import { applyContract } from './kubernetes-applying.ts';
import { argoContract } from './kubernetes-argo.ts';
import { Bench } from './kubernetes-bench.ts';
import { followingContract } from './kubernetes-following.ts';
import { goalContract } from './kubernetes-goals.ts';
import { imageContract } from './kubernetes-images.ts';
import { keepingContract } from './kubernetes-keeping.ts';
import { logContract } from './kubernetes-logs.ts';
import { objectContract } from './kubernetes-objects.ts';
import { pinningContract } from './kubernetes-pinning.ts';
import { probeContract } from './kubernetes-probes.ts';
import { readingContract } from './kubernetes-reading.ts';
import { scalingContract } from './kubernetes-scaling.ts';
import { sharingContract } from './kubernetes-sharing.ts';
import { trafficContract } from './kubernetes-traffic.ts';
import { troubleContract } from './kubernetes-trouble.ts';
import { waitingContract } from './kubernetes-waiting.ts';

/** What any cluster must do for our operations: the same tests for the rehearsal's and for a real API server. */
export function kubernetesContract(title: string, open: () => Promise<ClusterUnderTest>): void {
  describe(title, () => {
    let opened: Bench | null = null;
    // The tests are declared before there is a cluster.
    const bench = (): Bench => {
      if (opened === null) throw new Error('the cluster under test did not come up');
      return opened;
    };
    beforeAll(async () => {
      opened = await Bench.open(await open());
    });
    // A rule that a test left over would meet the next one.
    afterEach(() => opened?.proxy.clear());
    afterAll(() => opened?.close());

    readingContract(bench);
    scalingContract(bench);
    imageContract(bench);
    trafficContract(bench);
    objectContract(bench);
    applyContract(bench);
    keepingContract(bench);
    goalContract(bench);
    waitingContract(bench);
    pinningContract(bench);
    argoContract(bench);
    sharingContract(bench);
    troubleContract(bench);
    logContract(bench);
    followingContract(bench);
    probeContract(bench);
  });
}
