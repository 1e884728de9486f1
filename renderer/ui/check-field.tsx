import { type ReactNode, useId } from 'react';
import './check-field.css';

type Props = {
  readonly label: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
};

/** A labelled tick. */
export function CheckField({ label, isOn, onChange }: Props) {
  const id = useId();
  return (
    <div className="check-field">
      <input id={id} type="checkbox" checked={isOn} onChange={(event) => onChange(event.target.checked)} />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
