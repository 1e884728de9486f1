import { type ReactNode, useState } from 'react';
import { draftTroubles, needsOf } from '#shared/views/launch-draft.ts';
import { rosterDraftTrouble } from '#shared/views/roster-draft.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Parts } from '../../ui/parts.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import { FormAnswers } from './form-answers.tsx';
import { FormMake } from './form-make.tsx';
import { FormWhen } from './form-when.tsx';
import { RosterEditor } from './roster-editor.tsx';
import type { LaunchForm as Form } from './use-launch-form.ts';
import './launches.css';

const order = ['when', 'answers', 'people', 'make'] as const;
type Part = (typeof order)[number];
const titles: Readonly<Record<Part, string>> = {
  when: '1 What and when',
  answers: '2 Questions',
  people: '3 People',
  make: '4 Make it',
};

/** A launch filled in part by part; production wears its colour from the first field on. */
export function LaunchForm({ form }: { readonly form: Form }) {
  const [part, setPart] = useState<Part>('when');
  const { draft, pack, packs, change, close } = form;
  if (draft === null || pack === null) return null;
  const troubles = draftTroubles(draft, pack);
  const mark = (id: Part): ReactNode =>
    id === 'make' ? (
      titles[id]
    ) : (
      <>
        {titles[id]}
        <StateMark tone={troubles[id].length === 0 ? 'good' : 'unknown'}>
          <span className="sr-only">{troubles[id].length === 0 ? 'complete' : 'something is missing'}</span>
        </StateMark>
      </>
    );
  const next = order[order.indexOf(part) + 1];
  return (
    <section className={`launch-form launch-form-${draft.kind}`} aria-label={`A new ${draft.kind} launch`}>
      <header className="launch-form-head">
        <b className={`env-${draft.kind}`}>{draft.kind.toUpperCase()}</b>
        <Parts
          label="Parts of the form"
          parts={order.map((id) => ({ id, title: mark(id) }))}
          shown={part}
          onShow={setPart}
        />
        <span className="push" />
        <Button look="quiet" onClick={close}>
          Cancel
        </Button>
        {next === undefined ? null : <Button onClick={() => setPart(next)}>Next</Button>}
      </header>
      {part === 'when' ? <FormWhen draft={draft} pack={pack} packs={packs} onChange={change} /> : null}
      {part === 'answers' ? <FormAnswers draft={draft} pack={pack} onChange={change} /> : null}
      {part === 'people' ? (
        <Panel title="Who takes part" scrolls>
          <RosterEditor
            people={draft.people}
            roles={pack.roles}
            trouble={rosterDraftTrouble(needsOf(pack), draft.people)}
            onChange={(people) => change({ ...draft, people })}
          />
        </Panel>
      ) : null}
      {part === 'make' ? <FormMake draft={draft} pack={pack} onChange={change} /> : null}
    </section>
  );
}
