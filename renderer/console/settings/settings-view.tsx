import { choose, useView } from '../../stores/view.ts';
import { Parts, partOf } from '../../ui/parts.tsx';
import { SourcesSettings } from './sources/sources-settings.tsx';
import { WallSettings } from './wall/wall-settings.tsx';

const parts = [
  { id: 'sources', title: 'Sources' },
  { id: 'wall', title: 'Wall' },
] as const;

/** What belongs to this machine and not to a launch: what is reached outside, and the wall's monitors. */
export function SettingsView() {
  const shown = useView(({ target }) => partOf(parts, target));
  return (
    <>
      <h1 className="sr-only">Settings</h1>
      <Parts label="Settings" parts={parts} shown={shown} onShow={choose} />
      {shown === 'sources' ? <SourcesSettings /> : <WallSettings />}
    </>
  );
}
