import type { WallFacts } from '#shared/contract/wall-facts.ts';
import { Choice } from '../../../ui/field.tsx';
import type { WallInHand } from './use-wall.ts';

type Props = { readonly facts: WallFacts; readonly change: WallInHand['change'] };

const turns = [5, 10, 15, 20, 30, 45, 60, 120, 300] as const;

/** What happens where there are fewer monitors than screens. */
export const SharingFields = ({ facts, change }: Props) => (
  <div className="sharing-fields">
    <Choice
      label="Screens that share"
      value={facts.sharing}
      choices={[
        { value: 'grid', text: 'side by side' },
        { value: 'rotation', text: 'in turn' },
      ]}
      onChange={(value) => change({ sharing: value === 'rotation' ? 'rotation' : 'grid' })}
    />
    <Choice
      label="Each for, in turn"
      value={String(facts.rotationSeconds)}
      choices={[...new Set([...turns, facts.rotationSeconds])]
        .sort((a, b) => a - b)
        .map((seconds) => ({ value: String(seconds), text: `${seconds} s` }))}
      onChange={(value) => change({ rotationSeconds: Number(value) })}
    />
    <Choice
      label="With no monitor but this one"
      value={facts.alone}
      choices={[
        { value: 'windows', text: 'a window for each screen' },
        { value: 'one-window', text: 'one window for all' },
      ]}
      onChange={(value) => change({ alone: value === 'one-window' ? 'one-window' : 'windows' })}
    />
  </div>
);
