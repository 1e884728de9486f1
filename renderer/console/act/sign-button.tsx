import { useState } from 'react';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { SignDialog, type SignDialogProps } from './sign-dialog.tsx';
import { useDispatch } from './use-dispatch.ts';

type Props = Omit<SignDialogProps, 'onClose' | 'isDanger'> & {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly size?: 'normal' | 'large' | 'small';
  /** Done at once when the one who is signed in may: for what is neither dangerous nor needs a reason. */
  readonly isDirect?: boolean;
  readonly shortcut?: string;
  /** What a key of the console brings the focus to; Enter then does it. */
  readonly keyTarget?: string;
};

/** A button for something a person signs: at once where that is safe, else through the dialog. */
export function SignButton(props: Props) {
  const { look = 'plain', size = 'normal', isDirect = false, shortcut, keyTarget, ...dialog } = props;
  const [isOpen, setOpen] = useState(false);
  const session = useSession((facts) => facts.person?.id ?? null);
  const { send, trouble, isBusy } = useDispatch();
  const isOwn = dialog.candidates.some((one) => one.id === session && one.isEnrolled);
  return (
    <>
      <Button
        look={look}
        size={size}
        disabled={isBusy}
        data-key-target={keyTarget}
        {...(shortcut === undefined ? {} : { shortcut })}
        onClick={() => (isDirect && isOwn ? void send(dialog.command('', '')) : setOpen(true))}
      >
        {dialog.doing}
      </Button>
      {trouble === null ? null : <TroubleNote trouble={trouble} />}
      {isOpen ? <SignDialog {...dialog} isDanger={look === 'danger'} onClose={() => setOpen(false)} /> : null}
    </>
  );
}
