import type { PackListed } from '#shared/contract/facts.ts';
import type { LaunchDraft } from '#shared/views/launch-draft.ts';
import { Panel } from '../../ui/panel.tsx';
import { QuestionField } from './question-field.tsx';

type Props = {
  readonly draft: LaunchDraft;
  readonly pack: PackListed;
  readonly onChange: (draft: LaunchDraft) => void;
};

/** The second part of the form: what the pack asks for this launch; the zone stands where T-0 is set. */
export const FormAnswers = ({ draft, pack, onChange }: Props) => (
  <Panel
    title="What the runbook asks"
    aside={draft.kind === 'rehearsal' ? 'what is left as it is comes from the rehearsal environment' : undefined}
    scrolls
  >
    <div className="form-questions">
      {pack.variables
        .filter((variable) => variable.type !== 'time-zone')
        .map((variable) => (
          <QuestionField
            key={variable.id}
            variable={variable}
            answers={draft.answers}
            onAnswer={(answer) => onChange({ ...draft, answers: { ...draft.answers, [variable.id]: answer } })}
          />
        ))}
    </div>
  </Panel>
);
