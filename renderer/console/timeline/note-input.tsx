import { useState } from 'react';
import type { PersonCommand } from '#shared/domain/commands.ts';
import { actionItemLine } from '#shared/views/action-item-line.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { useDispatch } from '../act/use-dispatch.ts';

type Props = {
  /** What a key of the console brings the focus to. */
  readonly target: 'note' | 'action-item';
  readonly label: string;
  readonly placeholder: string;
  readonly shortcut: string;
  readonly command: (text: string) => PersonCommand;
};

/** One line into the log: the key, the text, Enter. */
function LineInput({ target, label, placeholder, shortcut, command }: Props) {
  const [text, setText] = useState('');
  const { send, trouble } = useDispatch();
  const write = async (): Promise<void> => {
    if (text.trim() !== '' && (await send(command(text.trim())))) setText('');
  };
  return (
    <div>
      <label className="note-input">
        <span className="sr-only">{label}</span>
        <input
          data-key-target={target}
          placeholder={placeholder}
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

/** A note of the scribe. */
export const NoteInput = () => (
  <LineInput
    target="note"
    label="Note"
    placeholder="Note"
    shortcut="N"
    command={(text) => ({ type: 'note.write', kind: 'note', text })}
  />
);

/** An action item with its owner and time in the same line. */
export function ActionItemInput() {
  const state = useLaunch((replica) => replica.state);
  const now = useNow(60_000);
  return (
    <LineInput
      target="action-item"
      label="Action item: @owner, time, ! when it blocks GO"
      placeholder="Action item @owner 10:30"
      shortcut="A"
      command={(text) => ({ type: 'action-item.add', ...actionItemLine(state, text, now) })}
    />
  );
}
