import { useEffect, useState } from 'react';
import type { KeychainFacts, SettingsRead } from '#shared/contract/settings-facts.ts';
import type { SourceId } from '#shared/settings/sections.ts';
import { useLaunch } from '../../../stores/launch.ts';
import { loadSettings, useSettings } from '../../../stores/settings.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { TroubleNote } from '../../../ui/trouble-note.tsx';
import { SourceForm } from './source-form.tsx';
import { SourceList } from './source-list.tsx';
import './sources.css';

/** How production launches of this console reach what is outside. */
export function SourcesSettings() {
  const { read, keychain, trouble } = useSettings();
  const [shown, setShown] = useState<SourceId>('cluster');
  useEffect(() => void loadSettings(), []);
  if (read === null || keychain === null) return <TroubleNote trouble={trouble} />;
  return (
    <div className="sources-settings">
      <Standing read={read} keychain={keychain} />
      <div className="sources-columns">
        <SourceList read={read} keychain={keychain} shown={shown} onShow={setShown} />
        <SourceForm key={shown} source={shown} />
      </div>
    </div>
  );
}

/** What holds for all of them: where they lie, who keeps the secrets, and what a rehearsal uses instead. */
function Standing({ read, keychain }: { readonly read: SettingsRead; readonly keychain: KeychainFacts }) {
  const kind = useLaunch((replica) => replica.state.launch?.kind ?? null);
  return (
    <div className="settings-standing">
      {kind === 'rehearsal' ? (
        <p>
          <b className="rehearsal-word">REHEARSAL</b> This launch uses its own environment. What is set here is for
          launches in production.
        </p>
      ) : null}
      {keychain.trouble === null ? (
        <p className="muted">
          Secrets are kept in this machine’s keychain ({keychain.backend}), everything else in{' '}
          <span className="settings-path">{read.path}</span>
        </p>
      ) : (
        <p>
          <StateMark tone="watch">Keychain</StateMark> {keychain.trouble}
        </p>
      )}
      <TroubleNote trouble={read.trouble} />
    </div>
  );
}
