import type { JsonObject } from '../../json.ts';
import { objectAt, textAt } from '../../json.ts';
import { conditionOf, timestamp } from '../object.ts';
import { theResource } from '../resource.ts';
import type { Store } from '../store.ts';

const AUTOSCALERS = theResource('autoscaling/horizontalpodautoscalers');

/** What an autoscaler finds when it looks at its target. */
export type AutoscalerReading = {
  /** Mean of what its pods use of the processor they asked for, percent; null when no metric can be had. */
  readonly cpuPercent: number | null;
  /** It can't read or set the scale of its target. */
  readonly isUnable: boolean;
};

type Finding = { readonly isTrue: boolean; readonly reason: string; readonly message: string };

const ableToScale = ({ isUnable }: AutoscalerReading): Finding =>
  isUnable
    ? {
        isTrue: false,
        reason: 'FailedGetScale',
        message:
          "the HPA controller was unable to get the target's current scale: the server is currently unable to handle the request",
      }
    : { isTrue: true, reason: 'ReadyForNewScale', message: 'recommended size matches current size' };

const scalingActive = ({ cpuPercent }: AutoscalerReading): Finding =>
  cpuPercent === null
    ? {
        isTrue: false,
        reason: 'FailedGetResourceMetric',
        message:
          'the HPA was unable to compute the replica count: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API',
      }
    : {
        isTrue: true,
        reason: 'ValidMetricFound',
        message:
          'the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)',
      };

const scalingLimited = (): Finding => ({
  isTrue: false,
  reason: 'DesiredWithinRange',
  message: 'the desired count is within the acceptable range',
});

function condition(autoscaler: JsonObject, type: string, { isTrue, reason, message }: Finding): JsonObject {
  const held = conditionOf(autoscaler, type);
  const status = isTrue ? 'True' : 'False';
  const since = textAt(held, 'status') === status ? textAt(held, 'lastTransitionTime') : '';
  return { type, status, lastTransitionTime: since || timestamp(Date.now()), reason, message };
}

/** Writes into an autoscaler's status what it finds: its conditions and current metrics, as the real controller does every 15 s. */
export function measureAutoscaler(store: Store, autoscaler: JsonObject, reading: AutoscalerReading): void {
  const { cpuPercent } = reading;
  const current = { averageUtilization: cpuPercent ?? 0, averageValue: `${cpuPercent ?? 0}m` };
  // A failed look leaves no metric behind that could be taken for a measured one.
  const currentMetrics = cpuPercent === null ? [] : [{ type: 'Resource', resource: { name: 'cpu', current } }];
  store.update(AUTOSCALERS, {
    ...autoscaler,
    status: {
      ...objectAt(autoscaler, 'status'),
      currentMetrics,
      conditions: [
        condition(autoscaler, 'AbleToScale', ableToScale(reading)),
        condition(autoscaler, 'ScalingActive', scalingActive(reading)),
        condition(autoscaler, 'ScalingLimited', scalingLimited()),
      ],
    },
  });
}
