import type { Check, FieldChange } from '#shared/domain/operation/plan.ts';
import type { Manifest } from '#shared/domain/operation/spec.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type Connection, fieldManager } from './connection.ts';
import { dryRunRefused } from './dry-run.ts';
import { type Difference, differences, fieldLabel, shown } from './fields.ts';
import { changeCause } from './guarded-change.ts';
import { isObject } from './json-object.ts';
import { targetOf } from './object-change.ts';
import { applyObject, type ClusterObject, readObject } from './objects.ts';
import { type ResourceKind, resourceKind } from './resource-kind.ts';

/** What is there, and what applying would make of it. */
export type Tried = {
  readonly of: ResourceKind;
  readonly live: ClusterObject | null;
  readonly differences: readonly Difference[];
  /** Fields that we have patched before are ours to apply: the cluster tells the two ways of writing apart. */
  readonly isForced: boolean;
};

/** The kind of a manifest; one for another namespace than the launch's is refused. */
export async function manifestKind(
  connection: Connection,
  { apiVersion, kind, metadata }: Manifest,
  signal?: AbortSignal,
): Promise<Result<ResourceKind, Fault>> {
  const { namespace } = connection.place;
  if (metadata.namespace !== undefined && metadata.namespace !== namespace)
    return err({
      kind: 'fault',
      cause: 'invalid',
      message: `The manifest of ${kind} ${metadata.name} is for namespace ${String(metadata.namespace)}; the launch is in ${namespace}.`,
      hint: 'Take the namespace out of the manifest.',
      retryable: false,
    });
  return resourceKind(connection, { apiVersion, kind }, signal);
}

/**
 * Reads the object and lets the server try the manifest. A conflict with another manager is a fault unless it is forced. With
 * `comparesSecrets` a Secret's values are read to be compared; they go nowhere.
 */
export async function tryManifest(
  connection: Connection,
  manifest: Manifest,
  of: ResourceKind,
  how: { readonly isForced: boolean; readonly comparesSecrets: boolean },
  signal?: AbortSignal,
): Promise<Result<Tried, Fault>> {
  const { name } = manifest.metadata;
  const dry = (isForced: boolean) => applyObject(connection, of, name, manifest, { isDryRun: true, isForced }, signal);
  const [live, first] = await Promise.all([
    readObject(connection, of, name, signal, how.comparesSecrets),
    dry(how.isForced),
  ]);
  if (!live.ok && live.error.cause !== 'not-found') return live;
  const isOurs = !first.ok && !how.isForced && isWithOurselves(first.error);
  const result = isOurs ? await dry(true) : first;
  if (!result.ok) return result;
  const isForced = how.isForced || isOurs;
  if (!live.ok) return ok({ of, live: null, differences: [], isForced });
  const found =
    of.kind === 'Secret'
      ? secretDifferences(manifest, live.value)
      : differences(meant(live.value), meant(result.value));
  return ok({ of, live: live.value, differences: found, isForced });
}

/** Long lists of conflicts are cut: then nobody knows. */
function isWithOurselves({ cause, message }: Fault): boolean {
  const managers = [...message.matchAll(/conflicts? with "([^"]+)"/g)].map((one) => one[1]);
  return (
    cause === 'conflict' && message.length < 480 && managers.length > 0 && managers.every((one) => one === fieldManager)
  );
}

/** Where the values weren't read, each key that is applied counts as a change. */
function secretDifferences(manifest: Manifest, live: ClusterObject): Difference[] {
  const held = isObject(live.data) ? live.data : {};
  const keys = (place: string, encode: (text: string) => string): Difference[] =>
    Object.entries(isObject(manifest[place]) ? manifest[place] : {})
      .filter(([key, value]) => held[key] !== encode(String(value)))
      .map(([key]) => ({ path: [place, key], from: 'not shown', to: 'not shown' }));
  return [
    ...keys('data', (text) => text),
    ...keys('stringData', (text) => Buffer.from(text, 'utf8').toString('base64')),
  ];
}

/** An object without what the cluster keeps for itself. */
function meant({ status: _status, metadata, apiVersion: _apiVersion, kind: _kind, ...rest }: ClusterObject): object {
  const { annotations = {}, labels = {} } = metadata;
  const { [changeCause]: _cause, ...own } = annotations;
  return { ...rest, metadata: { annotations: own, labels } };
}

/** The plan's part for one manifest: each field that changes, or that it is made. */
export function changesFor(connection: Connection, manifest: Manifest, tried: Tried): FieldChange[] {
  const { kind, metadata } = manifest;
  const target = targetOf(connection, tried.of, metadata.name, tried.live?.metadata.uid);
  if (tried.live === null) return [{ target, field: kind, from: 'not there', to: 'made anew' }];
  return tried.differences.map(({ path, from, to }) => ({
    target,
    field: fieldLabel(path),
    from: shown(from),
    to: shown(to),
  }));
}

/** Why a try went wrong, as a finding: who else manages the fields is named. */
export function triedCheck(manifest: Manifest, fault: Fault): Check {
  if (fault.cause !== 'conflict') return dryRunRefused(fault);
  const what = `${manifest.kind} ${manifest.metadata.name}`;
  return { what, state: 'act', text: `others manage fields of it: ${fault.message}` };
}
