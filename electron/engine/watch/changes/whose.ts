import type { LaunchState } from '#shared/domain/launch/state.ts';
import { fieldManager } from '../../adapters/kubernetes/connection.ts';
import type { Difference } from '../../adapters/kubernetes/fields.ts';
import type { FieldOwner, WatchedObject } from '../../adapters/kubernetes/port.ts';
import { owns } from '../../adapters/kubernetes/who-set.ts';
import { askedReplicas, pinnedReplicas } from './asked-by-us.ts';

/** The cluster keeps no record of who deletes, or has none of who wrote. */
export const NOBODY = 'nobody on record';

export type Judging = {
  readonly state: LaunchState;
  /** An operation of the launch wrote to the cluster since the object was last looked at. */
  readonly hasWritten: boolean;
};

/** Who changed a field, as the cluster says; null when it was this launch, or an autoscaler that does what it is there for. */
export function whose(
  { state, hasWritten }: Judging,
  before: WatchedObject | null,
  after: WatchedObject,
  { path, to }: Difference,
): string | null {
  const owner = ownerOf(before, after, path);
  const isReplicas = after.kind === 'Deployment' && path.join('.') === 'spec.replicas';
  const asked = isReplicas ? askedReplicas(state, after.name) : null;
  if (isReplicas && owner !== null && isAutoscaler(owner))
    return isAsPinned(state, after.name, asked, to) ? null : `an autoscaler (${owner.manager})`;
  const isOurs = owner?.manager === fieldManager && hasWritten;
  if (!isOurs) return owner === null ? NOBODY : named(owner);
  // The record says that it is ours, and it isn't what was asked for: whoever wrote left no name.
  return asked !== null && hasWritten && to !== asked ? NOBODY : null;
}

/** Who is on record for the field; for one that was taken away, who has written to the object since. */
function ownerOf(before: WatchedObject | null, after: WatchedObject, path: readonly string[]): FieldOwner | null {
  const newest = (owners: readonly FieldOwner[]) => owners.toSorted((a, b) => b.at - a.at)[0] ?? null;
  const known = new Set(before?.owners.map(claim));
  return (
    newest(after.owners.filter(({ fields }) => owns(fields, path))) ??
    newest(after.owners.filter((owner) => !known.has(claim(owner)))) ??
    newest(after.owners)
  );
}
const claim = ({ manager, subresource, at }: FieldOwner): string => `${manager} ${subresource} ${at}`;

const isAutoscaler = ({ manager, subresource }: FieldOwner): boolean =>
  subresource === 'scale' && /controller-manager|horizontal-pod-autoscaler/.test(manager);

/** What was asked for, or with a pinned minimum no less than it; where nothing was asked an autoscaler is free. */
function isAsPinned(state: LaunchState, deployment: string, asked: number | null, to: unknown): boolean {
  const pinned = pinnedReplicas(state, deployment);
  if (pinned !== null) return Number(to) >= pinned;
  return asked === null || to === asked;
}

/** Another console writes under the same name as this one. */
const named = ({ manager }: FieldOwner): string =>
  manager === fieldManager ? `${manager}, but nothing of this launch` : manager || NOBODY;
