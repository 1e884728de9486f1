import type { Action } from '#shared/domain/action/state.ts';
import { minutesSeconds } from '#shared/views/format/duration.ts';
import { endsWithFailure, type OpenWork } from '#shared/views/open-work.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { entitledPeople } from '../act/who-may.ts';
import './work.css';

type Props = { readonly action: Action; readonly byHand: OpenWork['byHand']; readonly now: number };

/** What a person does while the rest waits for it: done, or it could not be done; signed like a tick. */
export function HandStepsPanel({ action, byHand, now }: Props) {
  const state = useLaunch((replica) => replica.state);
  const candidates = entitledPeople(state, action);
  return (
    <Panel title="A person does this" tone="accent" aside={`${byHand.length} open`}>
      <ul className="hand-steps">
        {byHand.map(({ entry, text }) => {
          const { id, title } = entry.planned;
          const attest = (outcome: 'done' | 'failed') => (said: string) =>
            ({ type: 'operation.attest', action: action.id, operation: id, outcome, text: said }) as const;
          return (
            <li key={id}>
              <span className="hand-step-text">
                <b>{text}</b>
                {title === text ? null : <span className="muted">{title}</span>}
              </span>
              <span className="num dim">{entry.startedAt === null ? '' : minutesSeconds(now - entry.startedAt)}</span>
              <SignButton
                look="primary"
                title={`Done: ${text}`}
                doing="Done"
                candidates={candidates}
                reason={{ label: 'What was seen (may be left empty)', isRequired: false }}
                command={attest('done')}
              >
                <p className="muted">What waits for it begins at once.</p>
              </SignButton>
              <SignButton
                title={`Could not be done: ${text}`}
                doing="Could not"
                candidates={candidates}
                reason={{ label: 'What stood in the way', isRequired: true }}
                command={attest('failed')}
              >
                <p className="muted">
                  What waits for it does not begin.{' '}
                  {endsWithFailure(action)
                    ? 'The step fails with it and has to be asked for anew once it is mended.'
                    : 'It can be gone on with once it is mended.'}
                </p>
              </SignButton>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
