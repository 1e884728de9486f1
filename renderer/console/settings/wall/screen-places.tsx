import type { WallFacts, WallPlaceFacts } from '#shared/contract/wall-facts.ts';
import { monitorName } from '#shared/views/monitor-map.ts';
import { screenTitles } from '#shared/views/wall-attention.ts';
import { Choice } from '../../../ui/field.tsx';
import type { WallInHand } from './use-wall.ts';

type Props = { readonly facts: WallFacts; readonly change: WallInHand['change'] };

const itself = 'itself';

function choicesOf({ monitors }: WallFacts, place: WallPlaceFacts) {
  const on = monitors.find(({ screens }) => screens.includes(place.screen));
  const where = on === undefined ? '' : `: monitor ${on.number}`;
  const isAway = place.chosen !== null && !monitors.some(({ key }) => key === place.chosen);
  return [
    { value: itself, text: place.chosen === null ? `by itself${where}` : 'by itself' },
    ...monitors.map((monitor) => ({ value: monitor.key, text: monitorName(monitor) })),
    ...(isAway && place.chosen !== null ? [{ value: place.chosen, text: `${place.away ?? ''}, not plugged in` }] : []),
  ];
}

/** On which monitor each screen goes. */
export const ScreenPlaces = ({ facts, change }: Props) => (
  <div className="screen-places">
    {facts.places.map((place) => (
      <div key={place.screen}>
        <Choice
          label={`${place.screen} ${screenTitles[place.screen]}`}
          value={place.chosen ?? itself}
          choices={choicesOf(facts, place)}
          onChange={(value) => change({ place: { screen: place.screen, monitor: value === itself ? null : value } })}
        />
        {place.away === null ? null : (
          <small className="watch">Its monitor, {place.away}, is not plugged in. It goes back when it is.</small>
        )}
      </div>
    ))}
  </div>
);
