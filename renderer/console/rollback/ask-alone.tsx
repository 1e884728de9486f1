import { useState } from 'react';
import { aloneRows } from '#shared/views/alone-rows.ts';
import { useLaunch } from '../../stores/launch.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { AskDialog } from './ask-rollback.tsx';

/** Rolls back one service, with those that need its new version; the others stay as they are. */
export function AskAlone() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button size="large" onClick={() => setOpen(true)}>
        One service alone
      </Button>
      {isOpen ? <AloneDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function AloneDialog({ onClose }: { readonly onClose: () => void }) {
  const state = useLaunch((replica) => replica.state);
  const rows = aloneRows(state);
  const [wanted, setWanted] = useState('');
  const row = rows.find(({ service }) => service.id === wanted) ?? null;
  const others = row?.goes.filter(({ id }) => id !== row.service.id) ?? [];
  return (
    <AskDialog
      title="Roll back one service?"
      services={row?.goes.map(({ id }) => id) ?? []}
      isFilled={row !== null && row.trouble === null}
      onClose={onClose}
    >
      <Choice
        label="Service"
        value={wanted}
        onChange={setWanted}
        choices={[
          { value: '', text: 'choose one' },
          ...rows.map(({ service }) => ({ value: service.id, text: service.title })),
        ]}
      />
      {row === null ? null : (
        <div className="alone-goes" role="status">
          {row.trouble !== null ? (
            <p className="watch">
              {others.length === 0 ? '' : `With it would go ${others.map(({ title }) => title).join(', ')}. `}
              {row.trouble} Roll everything back instead.
            </p>
          ) : (
            <>
              <p>
                {others.length === 0 ? (
                  <>Nothing else goes with it: whatever depends on it works with its old version.</>
                ) : (
                  <>
                    With it go back <b>{others.map(({ title }) => title).join(', ')}</b>, which{' '}
                    {others.length === 1 ? 'needs' : 'need'} its new version.
                  </>
                )}
              </p>
              <p className="muted">
                {row.flags.length === 0
                  ? 'No launch flag is theirs alone: all flags stay.'
                  : `Flags off: ${row.flags.join(', ')}. All others stay.`}
              </p>
            </>
          )}
        </div>
      )}
    </AskDialog>
  );
}
