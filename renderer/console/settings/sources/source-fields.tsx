import type { Draft } from '#shared/settings/draft.ts';
import { capital } from '#shared/views/format/sentence.ts';
import { askMain } from '../../../bridge/bridge.ts';
import { editDraft, useSettings } from '../../../stores/settings.ts';
import { Button } from '../../../ui/button.tsx';
import { Choice, TextField } from '../../../ui/field.tsx';
import { type Field, fieldsOf } from './fields.ts';
import { LinesField } from './lines-field.tsx';
import { SecretField } from './secret-field.tsx';

/** The plain fields of a source's form. */
export const SourceFields = ({ draft }: { readonly draft: Draft }) => (
  <div className="settings-fields">
    {fieldsOf(draft).map((field) => (
      <OneField key={'key' in field ? field.key : field.name} draft={draft} field={field} />
    ))}
  </div>
);

function OneField({ draft, field }: { readonly draft: Draft; readonly field: Field }) {
  const wrong = useSettings((state) => state.wrong);
  if (field.kind === 'secret') {
    const isNeeded = draft.source === 'flags' || draft.source === 'slack';
    return (
      <SecretField {...field} draft={draft} mayGo={!isNeeded} hint={wrong.token ? 'A token is needed.' : field.hint} />
    );
  }
  const value = draft.text[field.key] ?? '';
  const change = (next: string) => editDraft({ ...draft, text: { ...draft.text, [field.key]: next } });
  if (field.kind === 'choice') return <Choice {...field} value={value} onChange={change} />;
  const hint = <FieldHint wrong={wrong[field.key]} hint={field.hint} />;
  if (field.kind === 'lines') return <LinesField label={field.label} value={value} hint={hint} onChange={change} />;
  if (field.kind === 'text') return <TextField label={field.label} value={value} hint={hint} onChange={change} />;
  return <FileField label={field.label} value={value} hint={hint} onChange={change} />;
}

type HintProps = { readonly wrong?: string | undefined; readonly hint?: string | undefined };

/** What a field is for, or what is wrong with what it holds. */
export function FieldHint({ wrong, hint }: HintProps) {
  if (wrong === undefined) return hint;
  const words = wrong === 'is needed' ? 'This is needed' : capital(wrong);
  return <b className="act">{words}.</b>;
}

type FileProps = {
  readonly label: string;
  readonly value: string;
  readonly hint: React.ReactNode;
  readonly onChange: (path: string) => void;
};

/** A path of this machine, typed or chosen. */
export function FileField({ label, value, hint, onChange }: FileProps) {
  const choose = async () => {
    const answer = await askMain('window.chooseFile', { title: label, ...(value === '' ? {} : { from: value }) });
    if (answer.ok && answer.value.path !== null) onChange(answer.value.path);
  };
  return (
    <div className="file-field">
      <TextField label={label} value={value} hint={hint} onChange={onChange} />
      <Button onClick={() => void choose()} aria-label={`Choose a file: ${label}`}>
        Choose
      </Button>
    </div>
  );
}
