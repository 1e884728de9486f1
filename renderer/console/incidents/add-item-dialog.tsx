import { useState } from 'react';
import { asId } from '#shared/domain/as-id.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { nextAt } from '#shared/views/action-item-line.ts';
import { readTime } from '#shared/views/format/read-time.ts';
import { useLaunch } from '../../stores/launch.ts';
import { useNow } from '../../stores/now.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { Choice, TextField } from '../../ui/field.tsx';
import { SignDialog } from '../act/sign-dialog.tsx';
import { everyone } from '../act/who-may.ts';

/** The same as the line of key A, field by field. */
export function AddItemDialog({ onClose }: { readonly onClose: () => void }) {
  const state = useLaunch((replica) => replica.state);
  const now = useNow();
  const [title, setTitle] = useState('');
  const [owner, setOwner] = useState('');
  const [time, setTime] = useState('');
  const [isBlocking, setBlocking] = useState(false);
  const people = everyone(state);
  const minute = readTime(time);
  const isTimeRead = time.trim() === '' || minute !== null;
  return (
    <SignDialog
      title="Add an action item"
      doing="Add"
      candidates={people}
      isFilled={title.trim() !== '' && isTimeRead}
      command={() => ({
        type: 'action-item.add',
        title: title.trim(),
        owner: owner === '' ? null : asId<PersonId>(owner),
        dueAt: minute === null ? null : nextAt(minute, now, state.launch?.plan.timeZone ?? 'UTC'),
        isBlocking,
      })}
      onClose={onClose}
    >
      <TextField label="What has to be done" value={title} onChange={setTitle} />
      <Choice
        label="Owner"
        value={owner}
        onChange={setOwner}
        choices={[{ value: '', text: 'nobody yet' }, ...people.map(({ id, name }) => ({ value: id, text: name }))]}
      />
      <TextField
        label="Due, clock time"
        value={time}
        onChange={setTime}
        hint={isTimeRead ? 'like 10:30; may be left empty' : 'asks for a clock time like 10:30'}
      />
      <CheckField label="It keeps GO from being given until it is done" isOn={isBlocking} onChange={setBlocking} />
    </SignDialog>
  );
}
