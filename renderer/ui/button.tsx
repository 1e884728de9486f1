import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { Kbd } from './kbd.tsx';
import './button.css';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly size?: 'normal' | 'large' | 'small';
  readonly shortcut?: string;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly children: ReactNode;
};

/** A button; its key is shown and never part of its name. */
export function Button({ look = 'plain', size = 'normal', shortcut, children, ref, ...rest }: Props) {
  return (
    <button type="button" {...rest} ref={ref} className={`button button-${look} button-${size}`}>
      {children}
      {shortcut === undefined ? null : <Kbd>{shortcut}</Kbd>}
    </button>
  );
}
