import type { Question } from '#shared/domain/plan/launch-plan.ts';
import { type MomentAnswer, minutesBefore } from '#shared/views/moment-answer.ts';
import { Button } from '../../ui/button.tsx';
import { Choice, TextField } from '../../ui/field.tsx';

type Props = {
  readonly question: Question;
  readonly value: string;
  /** What the moment means that was typed; null for any other question. */
  readonly moment: MomentAnswer | null;
  readonly now: number;
  readonly onChange: (value: string) => void;
};

const yesNo = [
  { value: '', text: 'not answered yet' },
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];
const AGO_MINUTES = [5, 15, 30, 60] as const;

/** One question in the way its answer wants; a moment may be typed, or taken as so many minutes before now. */
export function AnswerField({ question, value, moment, now, onChange }: Props) {
  const { title, type } = question;
  if (type === 'yes-no') return <Choice label={title} value={value} onChange={onChange} choices={yesNo} />;
  if (moment === null)
    return <TextField label={title} kind={type === 'number' ? 'number' : 'text'} value={value} onChange={onChange} />;
  return (
    <div>
      <TextField
        label={title}
        value={value}
        onChange={onChange}
        hint={<span className={moment.isWrong ? 'act' : moment.at === null ? '' : 'watch'}>{moment.text}</span>}
      />
      <div className="answer-ago">
        {AGO_MINUTES.map((minutes) => (
          <Button key={minutes} size="small" onClick={() => onChange(minutesBefore(now, minutes))}>
            {minutes} min ago
          </Button>
        ))}
      </div>
    </div>
  );
}
