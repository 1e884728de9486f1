import { useEffect, useState } from 'react';
import { isSecretOf } from '#shared/settings/secret-name.ts';
import { type SourceId, sourceTitles } from '#shared/settings/sections.ts';
import {
  discardDraft,
  draftNow,
  removeSource,
  saveDraft,
  stopTest,
  testDraft,
  useSettings,
} from '../../../stores/settings.ts';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { TroubleNote } from '../../../ui/trouble-note.tsx';
import { ClusterFields } from './cluster-fields.tsx';
import { purposes } from './fields.ts';
import { RowFields } from './row-fields.tsx';
import { SourceFields } from './source-fields.tsx';
import { TestResultList } from './test-result.tsx';

/** One source: its form, a test of it as it stands there, and saving it. */
export function SourceForm({ source }: { readonly source: SourceId }) {
  const state = useSettings();
  const draft = draftNow(state, source);
  const result = state.results[source];
  const isSetUp = state.read?.sections[source] !== undefined;
  useEffect(() => useSettings.setState({ wrong: {}, trouble: null, said: [] }), []);
  return (
    <Panel title={sourceTitles[source]} aside={isSetUp ? 'set up' : 'not set up'} className="source-form">
      <p className="muted">{purposes[source]}</p>
      {source === 'slack' ? null : <RowFields draft={draft} />}
      {source === 'cluster' ? <ClusterFields draft={draft} /> : <SourceFields draft={draft} />}
      {source === 'slack' ? <RowFields draft={draft} /> : null}
      <SourceButtons source={source} isSetUp={isSetUp} />
      <TroubleNote trouble={state.trouble} />
      <div role="status">
        {state.said.length === 0 ? null : <p className="settings-said">{state.said.join(' ')}</p>}
      </div>
      {result === undefined ? null : <TestResultList result={result} />}
    </Panel>
  );
}

function SourceButtons({ source, isSetUp }: { readonly source: SourceId; readonly isSetUp: boolean }) {
  const { busy, drafts, typed, read, keychain } = useSettings();
  const isChanged =
    drafts[source] !== undefined ||
    Object.entries(typed).some(([name, value]) => isSecretOf(source, name) && value !== '') ||
    (keychain?.secrets ?? []).some(({ name, state }) => isSecretOf(source, name) && state === 'entered');
  const isTesting = busy?.with === 'test' && busy.source === source;
  const mayNotSave = read?.mayNotSave ?? null;
  return (
    <div className="settings-buttons">
      {isTesting ? (
        <Button onClick={stopTest}>Stop the test</Button>
      ) : (
        <Button onClick={() => void testDraft(source)} disabled={busy !== null}>
          Test
        </Button>
      )}
      <Button
        look={isChanged ? 'primary' : 'plain'}
        disabled={busy !== null || mayNotSave !== null || read?.trouble != null}
        onClick={() => void saveDraft(source)}
      >
        Save
      </Button>
      {isChanged ? (
        <Button look="quiet" onClick={() => void discardDraft(source)}>
          Discard changes
        </Button>
      ) : null}
      {isSetUp && !isChanged ? <RemoveButton source={source} isOff={busy !== null || mayNotSave !== null} /> : null}
      {isTesting ? (
        <span className="dim" role="status">
          It is being asked; nothing is changed there.
        </span>
      ) : null}
      {mayNotSave === null ? null : <span className="dim">Can’t be saved now: {mayNotSave}</span>}
    </div>
  );
}

/** Removing a source forgets its secrets too: asked twice. */
function RemoveButton({ source, isOff }: { readonly source: SourceId; readonly isOff: boolean }) {
  const [isAsked, setAsked] = useState(false);
  if (!isAsked)
    return (
      <Button look="quiet" disabled={isOff} onClick={() => setAsked(true)}>
        Remove this source
      </Button>
    );
  return (
    <>
      <Button look="danger" disabled={isOff} onClick={() => void removeSource(source)}>
        Remove {sourceTitles[source]} and its secrets
      </Button>
      <Button look="quiet" autoFocus onClick={() => setAsked(false)}>
        Keep it
      </Button>
    </>
  );
}
