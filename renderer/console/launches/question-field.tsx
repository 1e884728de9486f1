import type { PackVariable } from '#shared/contract/facts.ts';
import { answerTrouble, shownAnswer } from '#shared/views/answers.ts';
import { Choice, TextField } from '../../ui/field.tsx';

const zones = Intl.supportedValuesOf('timeZone');
const yesNo = [
  { value: 'yes', text: 'Yes' },
  { value: 'no', text: 'No' },
];

type Props = {
  readonly variable: PackVariable;
  readonly answers: Readonly<Record<string, string>>;
  readonly onAnswer: (answer: string) => void;
};

/** One question of the pack, asked in its own words and in the way that its answer wants. */
export function QuestionField({ variable, answers, onAnswer }: Props) {
  const { title, type, isSecret } = variable;
  const typed = shownAnswer(variable, answers);
  const trouble = answerTrouble(variable, typed);
  const hint = trouble === null ? ' ' : typed.trim() === '' ? 'has to be answered' : trouble;
  if (type === 'yes-no')
    return <Choice label={title} value={typed} onChange={onAnswer} choices={typed === '' ? [none, ...yesNo] : yesNo} />;
  return (
    <TextField
      label={title}
      kind={isSecret ? 'password' : type === 'number' ? 'number' : 'text'}
      value={typed}
      onChange={onAnswer}
      hint={hint}
      {...(type === 'time-zone' ? { suggestions: zones } : {})}
    />
  );
}
const none = { value: '', text: 'not answered yet' };
