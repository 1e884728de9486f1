import { useState } from 'react';
import type { Action } from '#shared/domain/action/state.ts';
import type { Question } from '#shared/domain/plan/launch-plan.ts';
import { momentAnswer } from '#shared/views/moment-answer.ts';
import { prefilled } from '#shared/views/open-work.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { Panel } from '../../ui/panel.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { entitledPeople } from '../act/who-may.ts';
import { AnswerField } from './answer-field.tsx';
import './work.css';

type Props = {
  readonly action: Action;
  readonly questions: readonly Question[];
  /** They were answered, and what was done with the answers failed. */
  readonly isAgain?: boolean;
};

/** What an action asks before it goes on, prefilled with what was answered before or what the runbook suggests (reconciled 22). */
export function QuestionPanel({ action, questions, isAgain = false }: Props) {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const launch = state.launch?.id ?? '';
  const answers = questions.map((question) => {
    const text = typed[question.id] ?? prefilled(question, action, launch);
    const moment = question.type === 'moment-in-time' ? momentAnswer(state, question, text, now) : null;
    return { question, text, moment, value: moment?.iso ?? text.trim() };
  });
  const isFilled = answers.every(({ value, moment }) => value !== '' && moment?.isWrong !== true);
  return (
    <Panel title={isAgain ? 'What failed went by these answers' : 'Asked before it goes on'} tone="accent">
      {isAgain ? <p className="muted">Where one was wrong, answer again; then go on.</p> : null}
      <div className="answers">
        {answers.map(({ question, text, moment }) => (
          <AnswerField
            key={question.id}
            question={question}
            value={text}
            moment={moment}
            now={now}
            onChange={(value) => setTyped({ ...typed, [question.id]: value })}
          />
        ))}
      </div>
      <div className="task-actions">
        <SignButton
          look="primary"
          title={isAgain ? 'Answer again?' : 'Go on with these answers?'}
          doing="Answer"
          candidates={entitledPeople(state, action)}
          isFilled={isFilled}
          command={() => ({
            type: 'action.answer',
            action: action.id,
            answers: Object.fromEntries(answers.map(({ question, value }) => [question.id, value])),
          })}
        >
          <dl className="answers-read">
            {answers.map(({ question, value, moment }) => (
              <div key={question.id}>
                <dt className="muted">{question.title}</dt>
                <dd className="num">{value === '' ? 'not answered yet' : value}</dd>
                {moment === null ? null : <dd className={moment.isWrong ? 'act' : 'watch'}>{moment.text}</dd>}
              </div>
            ))}
          </dl>
        </SignButton>
      </div>
    </Panel>
  );
}
