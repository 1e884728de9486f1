import type { Action } from '../action/state.ts';
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

/** The same of an action; a step that takes a way back away asks for its name whatever its authority says. */
export function typedNameOf(state: LaunchState, { subject, authority, title }: Action): string | null {
  const step = subject.kind === 'step' ? state.launch?.plan.steps.find(({ id }) => id === subject.step) : undefined;
  return step?.isPointOfNoReturn === true ? title : typedNameFor(state, authority, title);
}

/** Refused while the name (null: none) isn't typed as it is shown. */
export function untyped(name: string | null, typed: string | undefined): Decision | null {
  if (name === null || typed?.trim() === name) return null;
  return refuse('name-not-typed', `This can not be undone: its name is "${name}".`, `Type ${name}, then confirm.`);
}
