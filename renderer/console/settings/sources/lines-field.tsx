import { type ReactNode, useId } from 'react';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly hint: ReactNode;
  readonly onChange: (value: string) => void;
};

/** Several short lines of text. */
export function LinesField({ label, value, hint, onChange }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        className="settings-lines"
        rows={3}
        value={value}
        spellCheck={false}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <small id={`${id}-hint`} className="dim">
        {hint}
      </small>
    </div>
  );
}
