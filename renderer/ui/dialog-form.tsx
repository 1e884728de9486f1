import type { ReactNode } from 'react';
import type { Trouble } from '#shared/lib/trouble.ts';
import { Button } from './button.tsx';
import { TroubleNote } from './trouble-note.tsx';

type Props = {
  /** What the button says and Enter does. */
  readonly submit: string;
  readonly look?: 'primary' | 'danger';
  /** False: something has to be filled in first. */
  readonly isReady?: boolean;
  readonly isBusy: boolean;
  readonly trouble: Trouble | null;
  readonly onSubmit: () => Promise<void>;
  readonly onCancel: () => void;
  readonly children: ReactNode;
};

/** Fields of a dialog with Cancel and one button: Enter presses it, Enter held down does nothing (trust: approvals). */
export const DialogForm = ({ submit, look = 'primary', isReady = true, isBusy, trouble, ...rest }: Props) => (
  <form
    onSubmit={(event) => {
      event.preventDefault();
      void rest.onSubmit();
    }}
    onKeyDown={(event) => {
      if (event.repeat && event.key === 'Enter') event.preventDefault();
    }}
  >
    {rest.children}
    <TroubleNote trouble={trouble} />
    <div className="dialog-actions">
      <Button onClick={rest.onCancel}>Cancel</Button>
      <Button look={look} type="submit" disabled={isBusy || !isReady}>
        {submit}
      </Button>
    </div>
  </form>
);
