import { type ReactNode, useId } from 'react';
import './field.css';

type TextProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly kind?: 'text' | 'password' | 'date' | 'number';
  readonly hint?: ReactNode;
  readonly autoFocus?: boolean;
  readonly minLength?: number;
  /** Offered while typing; anything else may be typed too. */
  readonly suggestions?: readonly string[];
};

/** A labelled line of text. */
export function TextField({
  label,
  value,
  onChange,
  kind = 'text',
  hint,
  autoFocus,
  minLength,
  suggestions,
}: TextProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={kind}
        value={value}
        minLength={minLength}
        list={suggestions === undefined ? undefined : `${id}-list`}
        autoComplete="off"
        spellCheck={kind === 'text'}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        ref={(element) => {
          if (autoFocus && element && !element.dataset.focused) {
            element.dataset.focused = 'once';
            element.focus();
          }
        }}
        onChange={(event) => onChange(event.target.value)}
      />
      {suggestions === undefined ? null : (
        <datalist id={`${id}-list`}>
          {suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {hint === undefined ? null : (
        <small id={`${id}-hint`} className="dim">
          {hint}
        </small>
      )}
    </div>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
};

/** A labelled choice of one of a few. */
export function Choice({ label, value, onChange, choices }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </div>
  );
}
