import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { PersonCommand } from '#shared/domain/commands.ts';
import type { Candidate } from '#shared/views/who-confirms.ts';
import { useSession } from '../../stores/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { signerOf } from './signer.ts';
import { SignerField } from './signer-field.tsx';
import { useDispatch } from './use-dispatch.ts';

export type SignDialogProps = {
  readonly title: string;
  /** Plain name of the button that does it. */
  readonly doing: string;
  readonly isDanger?: boolean;
  /** Who may do it. The one who is signed in needs no passphrase; another gives theirs. */
  readonly candidates: readonly Candidate[];
  readonly command: (reason: string, typedName: string) => PersonCommand;
  readonly reason?: { readonly label: string; readonly isRequired: boolean; readonly initial?: string };
  /** Has to be typed letter by letter before the button works. */
  readonly typedName?: string | null;
  /** False while what stands inside the dialog isn't filled in yet. */
  readonly isFilled?: boolean;
  readonly width?: 'normal' | 'wide';
  readonly onClose: () => void;
  readonly children?: ReactNode;
};

/**
 * Everything a person signs goes through here: what it is about, who signs, Cancel as the default button. Enter that
 * is held down does nothing (authority.md).
 */
export function SignDialog(props: SignDialogProps) {
  const { title, doing, isDanger = false, candidates, command, reason, typedName = null, onClose, children } = props;
  const { isFilled = true, width = 'normal' } = props;
  const session = useSession((facts) => facts.person?.id ?? null);
  const { send, trouble, isBusy } = useDispatch();
  const [signer, setSigner] = useState(() => signerOf(candidates, session));
  const [passphrase, setPassphrase] = useState('');
  const [why, setWhy] = useState(reason?.initial ?? '');
  const [typed, setTyped] = useState('');
  const cancel = useRef<HTMLButtonElement>(null);
  useEffect(() => cancel.current?.focus(), []);
  const isOwn = signer === session;
  const isReady =
    signer !== '' &&
    isFilled &&
    (isOwn || passphrase !== '') &&
    (typedName === null || typed === typedName) &&
    (!reason?.isRequired || why.trim() !== '');
  const act = async (): Promise<void> => {
    if (await send(command(why.trim(), typed), isOwn ? undefined : { person: signer, passphrase })) onClose();
  };
  return (
    <Dialog title={title} onClose={onClose} tone={isDanger ? 'danger' : 'plain'} width={width}>
      {children}
      {reason === undefined ? null : <TextField label={reason.label} value={why} onChange={setWhy} />}
      {typedName === null ? null : <TextField label={`Type ${typedName} to go on`} value={typed} onChange={setTyped} />}
      <SignerField
        candidates={candidates}
        session={session}
        signer={signer}
        passphrase={passphrase}
        onSigner={setSigner}
        onPassphrase={setPassphrase}
      />
      <TroubleNote trouble={trouble} />
      <div className="dialog-actions">
        <Button ref={cancel} onClick={onClose}>
          Cancel
        </Button>
        <Button
          look={isDanger ? 'danger' : 'primary'}
          disabled={!isReady || isBusy}
          onKeyDown={(event) => {
            if (event.repeat) event.preventDefault();
          }}
          onClick={() => void act()}
        >
          {doing}
        </Button>
      </div>
    </Dialog>
  );
}
