import { useState } from 'react';
import { itemState, listText } from '#shared/domain/checklist/standing.ts';
import type { Checklist } from '#shared/domain/plan/checklist.ts';
import { exceptionsOf, openItems, type SignOffRow } from '#shared/views/sign-off-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { SignDialog } from '../act/sign-dialog.tsx';

type Props = { readonly list: Checklist; readonly row: SignOffRow };

export function SignOffButton({ list, row }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="small" aria-label={`Sign off as ${row.title}`} onClick={() => setOpen(true)}>
        Sign off
      </Button>
      {isOpen ? <SignOffDialog list={list} row={row} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

/** Refused while items are open, unless each of them is named with a reason (product §3). */
export function SignOffDialog({ list, row, onClose }: Props & { readonly onClose: () => void }) {
  const state = useLaunch((replica) => replica.state);
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>({});
  const open = openItems(state, list);
  const { exceptions, missing: without } = exceptionsOf(open, reasons);
  return (
    <SignDialog
      title={`Sign off ${list.title}?`}
      doing={open.length === 0 ? 'Sign off' : `Sign off with ${open.length} exceptions`}
      width={open.length === 0 ? 'normal' : 'wide'}
      candidates={row.candidates}
      isFilled={without === 0}
      command={() => ({
        type: 'list.sign-off',
        checklist: list.id,
        role: row.role,
        exceptions,
        shown: listText(state, list),
      })}
      onClose={onClose}
    >
      <p>
        As <b>{row.title}</b>.{' '}
        {open.length === 0 ? (
          <span className="muted">Every item is settled. An item opened later makes it stale.</span>
        ) : null}
      </p>
      {open.length === 0 ? null : (
        <>
          <p className="sign-off-refused">
            <StateMark tone="act">
              {open.length} {open.length === 1 ? 'item is' : 'items are'} open
            </StateMark>{' '}
            <span className="muted">
              Close this and settle them, or name each as an exception with its reason
              {without === 0 ? '.' : `: ${without} ${without === 1 ? 'reason is' : 'reasons are'} missing.`}
            </span>
          </p>
          <div className="sign-off-reasons" data-scrolls="">
            {open.map(({ id, title }) => (
              <TextField
                key={id}
                label={`${title}${itemState(state, id) === 'blocked' ? ' (blocked)' : ''}: why may it stay open?`}
                value={reasons[id] ?? ''}
                onChange={(text) => setReasons({ ...reasons, [id]: text })}
              />
            ))}
          </div>
        </>
      )}
    </SignDialog>
  );
}
