import { TextField } from '../../ui/field.tsx';

type Props = {
  readonly questions: readonly string[];
  readonly answers: Readonly<Record<string, string>>;
  readonly onChange: (answers: Readonly<Record<string, string>>) => void;
};

/** What has to be considered first, from a day after the launch on (reconciled 25); each is answered in a few words. */
export const ConsiderationFields = ({ questions, answers, onChange }: Props) => (
  <>
    {questions.map((question) => (
      <TextField
        key={question}
        label={question}
        value={answers[question] ?? ''}
        onChange={(answer) => onChange({ ...answers, [question]: answer })}
      />
    ))}
  </>
);

export const areConsidered = (questions: readonly string[], answers: Readonly<Record<string, string>>): boolean =>
  questions.every((question) => (answers[question] ?? '').trim() !== '');

/** The reason with what was answered: both stand in the log. */
export const reasonWith = (
  reason: string,
  questions: readonly string[],
  answers: Readonly<Record<string, string>>,
): string => {
  const said = questions.map((question) => (answers[question] ?? '').trim()).filter(Boolean);
  return (said.length === 0 ? reason : `${reason} Considered: ${said.join('; ')}`).trim().slice(0, 500);
};
