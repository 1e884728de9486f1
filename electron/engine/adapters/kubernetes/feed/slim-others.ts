import type { CoreV1Event, V2HorizontalPodAutoscaler } from '@kubernetes/client-node';
import type { JsonObject } from '../json-object.ts';
import { isObject } from '../json-object.ts';
import { DestinationRule, VirtualService } from '../routes.ts';
import type { AutoscalerFollowed, DestinationRuleFollowed, EventFollowed, VirtualServiceFollowed } from './followed.ts';

/** Only those that warn are asked for; a server that ignores that is not believed. */
export function slimEvent(object: JsonObject): EventFollowed | null {
  const { metadata, type, involvedObject, reason, message, count, series, ...times } = object as unknown as CoreV1Event;
  if (metadata?.name === undefined || type !== 'Warning') return null;
  // Times are texts here. Newer reporters give `eventTime` and `series` alone.
  const seenAt = times.lastTimestamp ?? series?.lastObservedTime ?? times.eventTime ?? times.firstTimestamp;
  return {
    name: metadata.name,
    at: Date.parse(String(seenAt ?? metadata.creationTimestamp)) || 0,
    object: `${involvedObject?.kind ?? ''} ${involvedObject?.name ?? ''}`.trim(),
    reason: reason ?? '',
    message: (message ?? '').slice(0, 1000),
    count: count ?? series?.count ?? 1,
  };
}

export function slimVirtualService(object: JsonObject): VirtualServiceFollowed | null {
  const kept = named(object);
  if (kept === null) return null;
  const parsed = VirtualService.safeParse(object);
  if (!parsed.success) return { ...kept, service: null };
  const { name, uid, resourceVersion } = parsed.data.metadata;
  const http = (parsed.data.spec?.http ?? []).map(({ route }) => ({
    ...(route === undefined
      ? {}
      : {
          route: route.map(({ destination: { host, subset }, weight }) => ({
            destination: { host, ...(subset === undefined ? {} : { subset }) },
            ...(weight === undefined ? {} : { weight }),
          })),
        }),
  }));
  return { ...kept, service: { metadata: { name, uid, resourceVersion }, spec: { http } } };
}

export function slimDestinationRule(object: JsonObject): DestinationRuleFollowed | null {
  const kept = named(object);
  if (kept === null) return null;
  const parsed = DestinationRule.safeParse(object);
  const spec = parsed.success ? parsed.data.spec : { host: '', subsets: [] };
  return { ...kept, host: spec.host, subsets: spec.subsets?.map(({ name }) => name) ?? [] };
}

/** Version 1 and 2 of the API have these fields in the same places. */
export function slimAutoscaler(object: JsonObject): AutoscalerFollowed | null {
  const { metadata, spec, status } = object as unknown as V2HorizontalPodAutoscaler;
  if (metadata?.name === undefined) return null;
  const target = spec?.scaleTargetRef;
  return {
    name: metadata.name,
    target: `${target?.kind ?? ''} ${target?.name ?? ''}`.trim(),
    minimum: spec?.minReplicas ?? 1,
    maximum: spec?.maxReplicas ?? 0,
    current: status?.currentReplicas ?? 0,
  };
}

function named({ metadata }: JsonObject): { name: string } | null {
  if (!isObject(metadata) || typeof metadata.name !== 'string') return null;
  return { name: metadata.name };
}
