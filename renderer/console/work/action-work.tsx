import type { Action } from '#shared/domain/action/state.ts';
import { isUnseen } from '#shared/domain/operation/attest.ts';
import { sentence } from '#shared/views/format/sentence.ts';
import { openWork } from '#shared/views/open-work.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { HandStepsPanel } from './hand-steps-panel.tsx';
import { LostByHand } from './lost-by-hand.tsx';
import { QuestionPanel } from './question-panel.tsx';
import './work.css';

type Props = { readonly action: Action; readonly now: number };

/** What an action in hand wants of people: answers, work by hand; and what of it nobody knows yet. */
export function ActionWork({ action, now }: Props) {
  const plan = useLaunch((replica) => replica.state.launch?.plan);
  if (plan === undefined) return null;
  const { questions, again, byHand, lost } = openWork(plan, action);
  return (
    <>
      {questions.length === 0 ? null : (
        <QuestionPanel key={questions.map(({ id }) => id).join()} action={action} questions={questions} />
      )}
      {again.length === 0 ? null : (
        <QuestionPanel key={`again ${again.map(({ id }) => id).join()}`} action={action} questions={again} isAgain />
      )}
      {byHand.length === 0 ? null : <HandStepsPanel action={action} byHand={byHand} now={now} />}
      {lost.length === 0 ? null : (
        <Panel title="Outcome not known" tone="watch" aside="looked at before anything else">
          <ul className="lost-list">
            {lost.map((entry) => (
              <li key={entry.planned.id}>
                <StateMark tone="unknown" />
                <span>
                  <b>{entry.planned.title}</b>
                  <br />
                  <span className="muted">
                    {sentence(entry.trouble?.message ?? 'its answer was lost')}{' '}
                    {isUnseen(entry)
                      ? 'Only a person can see whether it took effect: look, then say what is true.'
                      : 'The world is being asked whether it took effect; nothing of it is sent again until that is known.'}
                  </span>
                  {isUnseen(entry) ? <LostByHand action={action} entry={entry} /> : null}
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
