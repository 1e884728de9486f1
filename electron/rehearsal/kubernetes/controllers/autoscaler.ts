import type { JsonObject } from '../../json.ts';
import { numberAt, objectAt, textAt } from '../../json.ts';
import { conditionOf, timestamp } from '../object.ts';
import { claimUpdate } from '../patch/managed-fields.ts';
import { theResource } from '../resource.ts';
import type { Workbench } from './workbench.ts';
import { emit } from './workbench.ts';

const AUTOSCALERS = theResource('autoscaling/horizontalpodautoscalers');
const DEPLOYMENTS = theResource('apps/deployments');
/** The name under which a real one scales. */
const WRITER = { manager: 'kube-controller-manager', apiVersion: 'apps/v1', subresource: 'scale' };

/**
 * Keeps a Deployment between an autoscaler's minimum and maximum. It doesn't follow the load: times there are hours, here seconds.
 * Like the real one it leaves a Deployment at zero alone. Its conditions and metrics are `autoscaler-status.ts`'s.
 */
export function reconcileAutoscaler(bench: Workbench, namespace: string, name: string): void {
  const autoscaler = bench.store.get(AUTOSCALERS, namespace, name);
  if (!autoscaler || textAt(autoscaler, 'spec', 'scaleTargetRef', 'kind') !== 'Deployment') return;
  // It can't reach the scale of its target: nothing changes until it can.
  if (textAt(conditionOf(autoscaler, 'AbleToScale'), 'status') === 'False') return;
  const target = bench.store.get(DEPLOYMENTS, namespace, textAt(autoscaler, 'spec', 'scaleTargetRef', 'name'));
  if (!target) return;
  const replicas = numberAt(target, 0, 'spec', 'replicas');
  const minimum = numberAt(autoscaler, 1, 'spec', 'minReplicas');
  const wanted =
    replicas === 0 ? 0 : Math.min(Math.max(replicas, minimum), numberAt(autoscaler, replicas, 'spec', 'maxReplicas'));
  if (wanted !== replicas) {
    const reason =
      wanted > replicas
        ? 'Current number of replicas below Spec.MinReplicas'
        : 'Current number of replicas above Spec.MaxReplicas';
    emit(
      bench,
      autoscaler,
      'Normal',
      'SuccessfulRescale',
      `New size: ${wanted}; reason: ${reason}`,
      'horizontal-pod-autoscaler',
    );
    const generation = numberAt(target, 1, 'metadata', 'generation') + 1;
    const next: JsonObject = {
      ...target,
      metadata: { ...objectAt(target, 'metadata'), generation },
      spec: { ...objectAt(target, 'spec'), replicas: wanted },
    };
    const writer = { ...WRITER, time: timestamp(Date.now()) };
    bench.store.update(DEPLOYMENTS, claimUpdate(target, next, writer, false));
  }
  const latest = bench.store.get(AUTOSCALERS, namespace, name);
  if (latest) {
    const status = {
      ...objectAt(latest, 'status'),
      currentReplicas: numberAt(target, 0, 'status', 'replicas'),
      desiredReplicas: wanted,
    };
    bench.store.update(AUTOSCALERS, { ...latest, status });
  }
}
