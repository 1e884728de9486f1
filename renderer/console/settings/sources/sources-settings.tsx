import { Panel } from '../../../ui/panel.tsx';

/** How this console reaches what is outside. */
export const SourcesSettings = () => (
  <Panel title="Sources">
    <p>They are read from connections.json in this console's folder.</p>
  </Panel>
);
