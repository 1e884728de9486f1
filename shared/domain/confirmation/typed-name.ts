import { type Decision, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { authorityById } from '../roster/roles.ts';

/**
 * What has to be typed where the authority asks for the name of what can't be undone: the title of the step or the
 * procedure, as it is shown. Null where nothing has to be typed.
 */
export function typedNameFor(state: LaunchState, authority: string, title: string): string | null {
  const found = state.launch === null ? undefined : authorityById(state.launch.plan, authority);
  return found?.typedName === true ? title : null;
}

/** Refused while the name isn't typed as it is shown. */
export function untyped(
  state: LaunchState,
  authority: string,
  title: string,
  typed: string | undefined,
): Decision | null {
  const name = typedNameFor(state, authority, title);
  if (name === null || typed?.trim() === name) return null;
  return refuse('name-not-typed', `This can not be undone: its name is "${name}".`, `Type ${name}, then confirm.`);
}
