import type { Action } from '#shared/domain/action/state.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';
import { endsWithFailure } from '#shared/views/open-work.ts';
import { useLaunch } from '../../stores/launch.ts';
import { SignButton } from '../act/sign-button.tsx';
import { entitledPeople } from '../act/who-may.ts';

type Props = { readonly action: Action; readonly entry: OperationEntry };

/** A program or a request whose outcome is lost: the console has nothing to look at, a person looks and signs for what is true. */
export function LostByHand({ action, entry }: Props) {
  const state = useLaunch((replica) => replica.state);
  const candidates = entitledPeople(state, action);
  const { id, title } = entry.planned;
  const says = (outcome: 'done' | 'failed') => (text: string) =>
    ({ type: 'operation.attest', action: action.id, operation: id, outcome, text }) as const;
  return (
    <span className="task-actions">
      <SignButton
        look="primary"
        size="small"
        title={`It took effect: ${title}`}
        doing="It took effect"
        candidates={candidates}
        reason={{ label: 'What was seen', isRequired: true }}
        command={says('done')}
      >
        <p className="muted">It counts as done and is not run again.</p>
      </SignButton>
      <SignButton
        size="small"
        title={`It did not take effect: ${title}`}
        doing="It did not"
        candidates={candidates}
        reason={{ label: 'What was seen', isRequired: true }}
        command={says('failed')}
      >
        <p className="muted">
          {endsWithFailure(action)
            ? 'The step fails with it and has to be asked for anew.'
            : 'It is run again when the action is gone on with.'}
        </p>
      </SignButton>
    </span>
  );
}
