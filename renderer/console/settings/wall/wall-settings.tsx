import type { WallFacts } from '#shared/contract/wall-facts.ts';
import { Button } from '../../../ui/button.tsx';
import { CheckField } from '../../../ui/check-field.tsx';
import { Panel } from '../../../ui/panel.tsx';
import { TroubleNote } from '../../../ui/trouble-note.tsx';
import { MonitorMap } from './monitor-map.tsx';
import { MonitorTable } from './monitor-table.tsx';
import { ScreenPlaces } from './screen-places.tsx';
import { SharingFields } from './sharing-fields.tsx';
import { useWall, type WallInHand } from './use-wall.ts';
import './wall-settings.css';

const countText = ({ monitors }: WallFacts): string =>
  monitors.length === 1 ? 'one monitor' : `${monitors.length} monitors`;

/** The monitors of this machine, and which of the four screens is where. */
export function WallSettings() {
  const wall = useWall();
  const { facts, trouble } = wall;
  return (
    <Panel title="The wall" aside={facts === null ? undefined : countText(facts)} className="wall-settings">
      <TroubleNote trouble={trouble} />
      {facts === null ? null : (
        <>
          <WallActs wall={wall} facts={facts} />
          <div className="wall-settings-columns">
            <div>
              <MonitorMap monitors={facts.monitors} />
              <MonitorTable monitors={facts.monitors} change={wall.change} />
            </div>
            <div>
              <ScreenPlaces facts={facts} change={wall.change} />
              <SharingFields facts={facts} change={wall.change} />
            </div>
          </div>
        </>
      )}
    </Panel>
  );
}

function WallActs({ wall, facts }: { readonly wall: WallInHand; readonly facts: WallFacts }) {
  const open = facts.places.filter(({ isOpen }) => isOpen).length;
  return (
    <div className="wall-settings-acts">
      {open === 4 ? null : (
        <Button look="primary" onClick={wall.open}>
          {open === 0 ? 'Open the wall' : 'Open the rest of the wall'}
        </Button>
      )}
      {open === 0 ? null : <Button onClick={wall.close}>Close the wall</Button>}
      <Button onClick={wall.identify}>Identify monitors</Button>
      <span className="push" />
      <CheckField
        label="Presenter mode: visitors see values and states, no names, texts or addresses"
        isOn={facts.isPresenter}
        onChange={(isPresenter) => wall.change({ isPresenter })}
      />
    </div>
  );
}
