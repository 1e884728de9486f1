import type { Json, JsonObject } from '../../json.ts';
import { isObject } from '../../json.ts';

const KEY_OF_LIST: Record<string, readonly string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'port'],
  conditions: ['type'],
  ownerReferences: ['uid'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey'],
};

/** The field by which items of the list under `field` are told apart; undefined: the list is replaced as a whole. */
export function mergeKey(field: string, items: readonly Json[]): string | undefined {
  const candidates = KEY_OF_LIST[field];
  return candidates?.find(
    (key) => items.length > 0 && items.every((item) => isObject(item) && item[key] !== undefined),
  );
}

export const itemWith = (items: readonly Json[], key: string, value: Json | undefined): JsonObject | undefined =>
  items.find((item): item is JsonObject => isObject(item) && item[key] === value);
