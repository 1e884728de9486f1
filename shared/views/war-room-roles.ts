import type { LaunchState } from '#shared/domain/launch/state.ts';
import { holds } from '#shared/domain/roster/roles.ts';

export type WarRoomRole = {
  readonly id: string;
  readonly title: string;
  /** Empty when nobody holds it. */
  readonly holders: readonly { readonly id: string; readonly name: string; readonly contact: string }[];
  readonly duties: readonly string[];
};

/** The war room's roles that have duties there (runbook §5.2), then all others, each with who holds it and how to reach them. */
export function warRoomRoles(state: LaunchState): {
  readonly inRoom: readonly WarRoomRole[];
  readonly others: readonly WarRoomRole[];
} {
  const people = Object.values(state.roster.people);
  const roles = (state.launch?.plan.roles ?? []).map(({ id, title, duties, isInWarRoom }) => ({
    isInWarRoom,
    id,
    title,
    duties,
    holders: people
      .filter((person) => holds(person, id))
      .map(({ id: person, name, contact }) => ({ id: person, name, contact })),
  }));
  const isInRoom = (role: (typeof roles)[number]): boolean => role.isInWarRoom && role.duties.length > 0;
  return { inRoom: roles.filter(isInRoom), others: roles.filter((role) => !isInRoom(role)) };
}
