import type { Action } from '#shared/domain/action/state.ts';
import { sentence } from '#shared/views/format/sentence.ts';
import { openWork } from '#shared/views/open-work.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Panel } from '../../ui/panel.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { HandStepsPanel } from './hand-steps-panel.tsx';
import { QuestionPanel } from './question-panel.tsx';
import './work.css';

type Props = { readonly action: Action; readonly now: number };

/** What an action in hand wants of people: answers, work by hand; and what of it nobody knows yet. */
export function ActionWork({ action, now }: Props) {
  const plan = useLaunch((replica) => replica.state.launch?.plan);
  if (plan === undefined) return null;
  const { questions, byHand, lost } = openWork(plan, action);
  return (
    <>
      {questions.length === 0 ? null : (
        <QuestionPanel key={questions.map(({ id }) => id).join()} action={action} questions={questions} />
      )}
      {byHand.length === 0 ? null : <HandStepsPanel action={action} byHand={byHand} now={now} />}
      {lost.length === 0 ? null : (
        <Panel title="Outcome not known" tone="watch" aside="looked at before anything else">
          <ul className="lost-list">
            {lost.map(({ planned, trouble }) => (
              <li key={planned.id}>
                <StateMark tone="unknown" />
                <span>
                  <b>{planned.title}</b>
                  <br />
                  <span className="muted">
                    {sentence(trouble?.message ?? 'its answer was lost')} The world is being asked whether it took
                    effect; nothing of it is sent again until that is known.
                  </span>
                </span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
