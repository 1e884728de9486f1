import type { PackListed } from '#shared/contract/facts.ts';
import { typedMoment } from '#shared/views/day-and-time.ts';
import { type LaunchDraft, newDraft, zoneOf } from '#shared/views/launch-draft.ts';
import { CheckField } from '../../ui/check-field.tsx';
import { Choice, TextField } from '../../ui/field.tsx';
import { Panel } from '../../ui/panel.tsx';
import { MomentFields } from './moment-fields.tsx';
import { QuestionField } from './question-field.tsx';

type Props = {
  readonly draft: LaunchDraft;
  readonly pack: PackListed;
  readonly packs: readonly PackListed[];
  readonly onChange: (draft: LaunchDraft) => void;
};

/** The first part of the form: which runbook, called what, and when. */
export function FormWhen({ draft, pack, packs, onChange }: Props) {
  const zone = zoneOf(draft, pack);
  const zoneQuestion = pack.variables.find((variable) => variable.type === 'time-zone');
  const choosePack = (name: string): void => {
    const other = packs.find((one) => one.name === name);
    if (other !== undefined) onChange(newDraft(other, draft.kind, Date.now()));
  };
  return (
    <div className="form-columns">
      <Panel title="What">
        <Choice
          label="Runbook (pack)"
          value={pack.name}
          onChange={choosePack}
          choices={packs.map(({ name, title, version }) => ({ value: name, text: `${title}, ${version}` }))}
        />
        <TextField
          label="Title"
          value={draft.title}
          onChange={(title) => onChange({ ...draft, title })}
          hint={`left empty: ${pack.title}`}
        />
        {zoneQuestion === undefined ? null : (
          <QuestionField
            variable={zoneQuestion}
            answers={draft.answers}
            onAnswer={(answer) => onChange({ ...draft, answers: { ...draft.answers, [zoneQuestion.id]: answer } })}
          />
        )}
      </Panel>
      <Panel title="When">
        {draft.kind === 'rehearsal' ? (
          <CheckField
            label="As soon as the runbook allows"
            isOn={draft.tZero === null}
            onChange={(isSoon) =>
              onChange({ ...draft, tZero: isSoon ? null : newDraft(pack, 'production', Date.now()).tZero })
            }
          />
        ) : null}
        {draft.tZero === null ? null : (
          <MomentFields
            label="T-0"
            value={draft.tZero}
            zone={zone}
            onChange={(tZero) => onChange({ ...draft, tZero })}
          />
        )}
        <WindowFields draft={draft} zone={zone} onChange={onChange} />
      </Panel>
    </div>
  );
}

type WindowProps = Pick<Props, 'draft' | 'onChange'> & { readonly zone: string };

function WindowFields({ draft, zone, onChange }: WindowProps) {
  const { window, tZero } = draft;
  const begin = tZero ?? typedMoment(Date.now(), zone);
  return (
    <>
      <CheckField
        label="Another launch window than the runbook's"
        isOn={window !== null}
        onChange={(isOwn) => onChange({ ...draft, window: isOwn ? { earliest: begin, latest: begin } : null })}
      />
      {window === null ? null : (
        <>
          <MomentFields
            label="Earliest T-0"
            value={window.earliest}
            zone={zone}
            onChange={(earliest) => onChange({ ...draft, window: { ...window, earliest } })}
          />
          <MomentFields
            label="Latest T-0"
            value={window.latest}
            zone={zone}
            onChange={(latest) => onChange({ ...draft, window: { ...window, latest } })}
          />
        </>
      )}
    </>
  );
}
