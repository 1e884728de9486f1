import { askMain } from '../../../bridge/bridge.ts';
import { Button } from '../../../ui/button.tsx';
import { Panel } from '../../../ui/panel.tsx';

/** The monitors of the wall. */
export const WallSettings = () => (
  <Panel title="Wall">
    <Button onClick={() => void askMain('window.openWall', {})}>Open the wall</Button>
  </Panel>
);
