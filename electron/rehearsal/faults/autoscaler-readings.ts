import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import { measureAutoscaler } from '../kubernetes/controllers/autoscaler-status.ts';
import { labelsOf, nameOf, namespaceOf } from '../kubernetes/object.ts';
import { theResource } from '../kubernetes/resource.ts';
import type { Store } from '../kubernetes/store.ts';
import type { Traffic } from '../traffic/traffic.ts';
import type { Faults } from './faults.ts';
import { isNamed } from './faults.ts';

const AUTOSCALERS = theResource('autoscaling/horizontalpodautoscalers');
const DEPLOYMENTS = theResource('apps/deployments');

/** What the autoscaler's target uses of its processors, from the traffic of its service; null where nothing is measured. */
function cpuPercentOf(store: Store, traffic: Traffic, autoscaler: JsonObject): number | null {
  const name = textAt(autoscaler, 'spec', 'scaleTargetRef', 'name');
  const target = store.get(DEPLOYMENTS, namespaceOf(autoscaler), name);
  const { app = '', track = '' } = target ? labelsOf(target) : {};
  const load = traffic.of(namespaceOf(autoscaler))?.loadOf(app, track);
  return load === undefined ? null : Math.round(Math.min(4, load.utilisation) * 100);
}

/** Looks at every autoscaler: what its target's traffic is now, and whether a fault holds it. */
export function measureAutoscalers(store: Store, traffic: Traffic, faults: Faults): void {
  const stuck = faults.on('autoscaler-stuck');
  for (const autoscaler of store.list(AUTOSCALERS)) {
    const held = stuck.filter((fault) => isNamed(fault.autoscaler, nameOf(autoscaler)));
    const hasNoMetric = held.some(({ condition }) => condition === 'ScalingActive');
    measureAutoscaler(store, autoscaler, {
      cpuPercent: hasNoMetric ? null : cpuPercentOf(store, traffic, autoscaler),
      isUnable: held.some(({ condition }) => condition === 'AbleToScale'),
    });
  }
}
