import type { Action } from '#shared/domain/action/state.ts';
import { whoConfirms } from '#shared/views/who-confirms.ts';
import { useLaunch } from '../../stores/launch.ts';
import { SignButton } from './sign-button.tsx';

/** A deny by anyone who could confirm ends the request (authority.md). */
export function DenyButton({ action }: { readonly action: Action }) {
  const state = useLaunch((replica) => replica.state);
  const entry = whoConfirms(state, action).missing[0];
  if (entry === undefined) return null;
  return (
    <SignButton
      title={`${action.title}: deny?`}
      doing="Deny"
      candidates={entry.candidates}
      reason={{ label: 'Reason', isRequired: false }}
      command={(reason) => ({ type: 'action.deny', action: action.id, role: entry.role, reason })}
    >
      <p className="muted">The request ends; it can be asked for again.</p>
    </SignButton>
  );
}
