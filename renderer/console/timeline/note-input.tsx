import { useState } from 'react';
import { Kbd } from '../../ui/kbd.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { useDispatch } from '../act/use-dispatch.ts';

type Props = { readonly kind: 'note' | 'action-item'; readonly label: string; readonly shortcut: string };

/** One line into the log: the key, the text, Enter. */
export function NoteInput({ kind, label, shortcut }: Props) {
  const [text, setText] = useState('');
  const { send, trouble } = useDispatch();
  const write = async (): Promise<void> => {
    if (text.trim() !== '' && (await send({ type: 'note.write', kind, text: text.trim() }))) setText('');
  };
  return (
    <div>
      <label className="note-input">
        <span className="sr-only">{label}</span>
        <input
          data-key-target={kind}
          placeholder={label}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.repeat) void write();
            if (event.key === 'Escape') event.currentTarget.blur();
          }}
        />
        <Kbd>{shortcut}</Kbd>
      </label>
      <TroubleNote trouble={trouble} />
    </div>
  );
}
