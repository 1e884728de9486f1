import { SourcesSettings } from './sources/sources-settings.tsx';
import { WallSettings } from './wall/wall-settings.tsx';

/** What belongs to this machine and not to a launch: what is reached outside, and the wall's monitors. */
export const SettingsView = () => (
  <>
    <SourcesSettings />
    <WallSettings />
  </>
);
