import { type FormEvent, useState } from 'react';
import type { PackListed } from '#shared/contract/facts.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { momentTyped } from '#shared/views/day-and-time.ts';
import { createInput, draftTroubles, type LaunchDraft, zoneOf } from '#shared/views/launch-draft.ts';
import { tZeroText } from '#shared/views/launch-list.ts';
import { call } from '../../bridge/bridge.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { Choice } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { isPassphraseGood, NewPassphrase, noPassphrase } from '../people/new-passphrase.tsx';
import { WhatItMeans } from './what-it-means.tsx';

type Props = {
  readonly draft: LaunchDraft;
  readonly pack: PackListed;
  readonly onChange: (draft: LaunchDraft) => void;
};

/** The last part of the form: what will be made, by whom, and the key of who keeps the roster. */
export function FormMake({ draft, pack, onChange }: Props) {
  const [passphrase, setPassphrase] = useState(noPassphrase);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [isBusy, setBusy] = useState(false);
  const input = createInput(draft, pack, passphrase.first);
  const missing = Object.values(draftTroubles(draft, pack)).flat();
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (input === null) return;
    setBusy(true);
    const answer = await call('launch.create', input);
    setBusy(false);
    if (answer.ok) show('sign-in');
    else setTrouble(answer.trouble);
  };
  return (
    <div className="form-columns">
      <Panel title={`A ${draft.kind} launch`}>
        <WhatItMeans kind={draft.kind} />
        <Summary draft={draft} pack={pack} />
        {missing.length === 0 ? null : (
          <ul className="form-missing" aria-label="What is missing">
            {missing.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        )}
      </Panel>
      <Panel title="The keeper of the roster">
        <p className="muted">Who makes the launch keeps its roster: their key signs it and witnesses for others.</p>
        <form onSubmit={(event) => void make(event)}>
          <Choice
            label="I am (keeper of the roster)"
            value={draft.keeper}
            onChange={(keeper) => onChange({ ...draft, keeper })}
            choices={[
              ...(draft.people.some((person) => person.id === draft.keeper) ? [] : [{ value: '', text: 'choose' }]),
              ...draft.people.map((person) => ({ value: person.id, text: person.name || 'no name yet' })),
            ]}
          />
          <NewPassphrase label="Passphrase" againLabel="Passphrase again" value={passphrase} onChange={setPassphrase} />
          <TroubleNote trouble={trouble} />
          <div className="task-actions">
            <Button look="primary" type="submit" disabled={isBusy || input === null || !isPassphraseGood(passphrase)}>
              {isBusy ? 'Making the launch' : `Make the ${draft.kind} launch`}
            </Button>
          </div>
        </form>
      </Panel>
    </div>
  );
}

function Summary({ draft, pack }: Pick<Props, 'draft' | 'pack'>) {
  const zone = zoneOf(draft, pack);
  const at = draft.tZero === null ? null : momentTyped(draft.tZero, zone).at;
  return (
    <dl className="facts">
      <dt>Title</dt>
      <dd>{draft.title.trim() || pack.title}</dd>
      <dt>Runbook</dt>
      <dd>
        {pack.name} {pack.version}
      </dd>
      <dt>T-0</dt>
      <dd className="num">
        {draft.tZero === null
          ? 'as soon as the runbook allows'
          : at === null
            ? 'not set yet'
            : tZeroText({ tZeroAt: at, timeZone: zone })}
      </dd>
      <dt>People</dt>
      <dd>{draft.people.length}</dd>
    </dl>
  );
}
