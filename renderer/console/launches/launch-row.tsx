import type { LaunchListed } from '#shared/contract/facts.ts';
import { tZeroText } from '#shared/views/launch-list.ts';
import { Button } from '../../ui/button.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';

type Props = {
  readonly launch: LaunchListed;
  readonly onOpen: () => void;
  readonly onArchive: () => void;
  readonly onTemplate: () => void;
};

/** One launch: what it is, when, and what can be done with it. */
export const LaunchRow = ({ launch, onOpen, onArchive, onTemplate }: Props) => (
  <li className={`launch-row launch-row-${launch.kind}`}>
    <div className="launch-row-what">
      <div>
        <b>{launch.title}</b>
        <span className={`launch-kind env-${launch.kind}`}>{launch.kind}</span>
        {launch.isOpen ? <span className="launch-open">open here</span> : null}
      </div>
      <div className="launch-row-when num dim">
        T-0 {tZeroText(launch)}, {launch.pack}
      </div>
      {launch.trouble === undefined ? null : <TroubleNote trouble={launch.trouble} />}
    </div>
    <div className="launch-row-do">
      {launch.isOpen ? null : (
        <Button size="small" aria-label={`Open ${launch.title}`} onClick={onOpen}>
          Open
        </Button>
      )}
      <Button size="small" look="quiet" aria-label={`Use as a template: ${launch.title}`} onClick={onTemplate}>
        Use as a template
      </Button>
      <Button
        size="small"
        look="quiet"
        aria-label={`${launch.isArchived ? 'Take back' : 'Put away'} ${launch.title}`}
        onClick={onArchive}
      >
        {launch.isArchived ? 'Take back' : 'Put away'}
      </Button>
    </div>
  </li>
);
