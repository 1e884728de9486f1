import type { Action } from '#shared/domain/action/state.ts';
import { sentence } from '#shared/views/format/sentence.ts';
import { show } from '../../stores/view.ts';
import { Button } from '../../ui/button.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { ContinueButton } from '../act/continue-button.tsx';

/** A rollback that failed while something else comes first: one line with its key to go on. */
export const UnfinishedRollback = ({ action }: { readonly action: Action }) => (
  <section className="unfinished" aria-label="Rollback not finished">
    <StateMark tone="act">
      <b>{action.title} has failed</b>
    </StateMark>
    <span className="muted ellipsis" title={action.reason}>
      {sentence(action.reason)}
    </span>
    <span className="push" />
    <ContinueButton action={action} />
    <Button onClick={() => show('rollback')}>Show it</Button>
  </section>
);
