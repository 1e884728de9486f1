import { useState } from 'react';
import type { LaunchKind } from '#shared/views/launch-draft.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { MakeRehearsal } from '../first-run/make-rehearsal.tsx';
import type { LaunchForm } from './use-launch-form.ts';
import { WhatItMeans } from './what-it-means.tsx';

/** The quick way to a rehearsal of each pack; one of them is open at a time, the first at the beginning. */
export function Rehearsals({ form }: { readonly form: LaunchForm }) {
  const [wanted, setWanted] = useState<string | null>(null);
  const open = wanted ?? form.packs.find((pack) => pack.trouble === null)?.name;
  return (
    <>
      {form.packs.map((pack) => (
        <MakeRehearsal
          key={pack.name}
          pack={pack}
          isOpen={pack.name === open}
          onOpen={() => setWanted(pack.name)}
          onMore={() => form.begin(pack, 'rehearsal')}
        />
      ))}
    </>
  );
}

/** The way to a launch that is meant. */
export function BeginProduction({ form }: { readonly form: LaunchForm }) {
  const kind: LaunchKind = 'production';
  const pack = form.packs.find((one) => one.trouble === null);
  return (
    <Panel title="A launch for real" className="begin-production">
      <WhatItMeans kind={kind} />
      <TroubleNote trouble={form.trouble} />
      <div className="task-actions">
        <Button disabled={pack === undefined} onClick={() => pack !== undefined && form.begin(pack, kind)}>
          Fill in a production launch
        </Button>
      </div>
    </Panel>
  );
}
