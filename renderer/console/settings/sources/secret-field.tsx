import { useId } from 'react';
import type { Draft } from '#shared/settings/draft.ts';
import { secretStanding } from '#shared/settings/standing.ts';
import { editDraft, typeSecret, useSettings } from '../../../stores/settings.ts';
import { Button } from '../../../ui/button.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';

type Props = {
  readonly draft: Draft;
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  /** A source that can do without it. */
  readonly mayGo?: boolean;
};

const day = (at: number): string => new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });

/** A secret: what is known of it, and a field to enter another one. What it is never comes back to a window. */
export function SecretField({ draft, name, label, hint, mayGo = true }: Props) {
  const id = useId();
  const { read, keychain, typed } = useSettings();
  const stands = read === null || keychain === null ? null : secretStanding(name, read, keychain, day);
  const isWanted = draft.secrets.includes(name);
  const remove = () => {
    typeSecret(name, '');
    editDraft({ ...draft, secrets: draft.secrets.filter((one) => one !== name) });
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <span className="secret-line">
        <input
          id={id}
          type="password"
          autoComplete="off"
          value={typed[name] ?? ''}
          aria-describedby={`${id}-hint`}
          placeholder={isWanted && stands !== null ? 'Enter another one' : ''}
          onChange={(event) => typeSecret(name, event.target.value)}
        />
        {isWanted && mayGo ? (
          <Button size="small" look="quiet" onClick={remove} aria-label={`Remove: ${label}`}>
            Remove
          </Button>
        ) : null}
      </span>
      <small id={`${id}-hint`} className="dim">
        {isWanted && stands !== null ? <StateMark tone={stands.tone}>{stands.word}</StateMark> : hint}
      </small>
    </div>
  );
}
