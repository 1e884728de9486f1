import { useState } from 'react';
import type { Action } from '#shared/domain/action/state.ts';
import { tickedAt } from '#shared/domain/checklist/ticked-at.ts';
import type { Question } from '#shared/domain/plan/launch-plan.ts';
import { momentAnswer } from '#shared/views/moment-answer.ts';
import { suggestionOf } from '#shared/views/open-work.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { Panel } from '../../ui/panel.tsx';
import { SignButton } from '../act/sign-button.tsx';
import { entitledPeople } from '../act/who-may.ts';
import { AnswerField } from './answer-field.tsx';
import './work.css';

type Props = { readonly action: Action; readonly questions: readonly Question[] };

/** What a running action asks before it goes on, prefilled where the runbook suggests something (reconciled 22). */
export function QuestionPanel({ action, questions }: Props) {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const launch = state.launch?.id ?? '';
  const answers = questions.map((question) => {
    const text = typed[question.id] ?? suggestionOf(question, launch, action.attempt);
    const notBefore = question.notBeforeItem === undefined ? null : tickedAt(state, question.notBeforeItem);
    const moment = question.type === 'moment-in-time' ? momentAnswer(text, now, notBefore) : null;
    return { question, text, moment, value: moment?.iso ?? text.trim() };
  });
  const isFilled = answers.every(({ value, moment }) => value !== '' && moment?.isWrong !== true);
  return (
    <Panel title="Asked before it goes on" tone="accent">
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
          title="Go on with these answers?"
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
