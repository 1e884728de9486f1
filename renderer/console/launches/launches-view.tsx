import { choose, useView } from '../../stores/view.ts';
import { Parts, partOf } from '../../ui/parts.tsx';
import { TroubleNote } from '../../ui/trouble-note.tsx';
import { PaperPanel } from '../paper/paper-panel.tsx';
import { AdoptPart } from './adopt-part.tsx';
import { BeginProduction, Rehearsals } from './begin-launch.tsx';
import { LaunchForm } from './launch-form.tsx';
import { LaunchList } from './launch-list.tsx';
import { useLaunchForm } from './use-launch-form.ts';
import './launches.css';

const parts = [
  { id: 'list', title: 'On this machine' },
  { id: 'make', title: 'Make a launch' },
  { id: 'changes', title: 'Changes to this launch' },
] as const;

/** The launches of this machine, making another one, and what may change in the one that runs. */
export function LaunchesView() {
  const part = useView(({ target }) => partOf(parts, target));
  const form = useLaunchForm();
  if (form.draft !== null) return <LaunchForm form={form} />;
  return (
    <div className="launches">
      <Parts label="Parts of launches" parts={parts} shown={part} onShow={choose} />
      {part === 'list' ? (
        <div className="launches-stack" data-scrolls="">
          <TroubleNote trouble={form.trouble} />
          <LaunchList onTemplate={(id) => void form.beginFrom(id)} />
          <PaperPanel />
        </div>
      ) : null}
      {part === 'make' ? (
        <div className="form-columns">
          <div className="launches-stack" data-scrolls="">
            <Rehearsals form={form} />
          </div>
          <BeginProduction form={form} />
        </div>
      ) : null}
      {part === 'changes' ? <AdoptPart /> : null}
    </div>
  );
}
