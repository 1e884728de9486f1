import { TextField } from '../../ui/field.tsx';

/** Shortest passphrase that is taken (authority.md). */
export const PASSPHRASE_LENGTH = 12;

export type TwicePassphrase = { readonly first: string; readonly again: string };
export const noPassphrase: TwicePassphrase = { first: '', again: '' };
export const isPassphraseGood = ({ first, again }: TwicePassphrase): boolean =>
  first.length >= PASSPHRASE_LENGTH && first === again;

type Props = {
  readonly label: string;
  readonly againLabel: string;
  readonly value: TwicePassphrase;
  readonly onChange: (value: TwicePassphrase) => void;
  readonly autoFocus?: boolean;
};

/** A passphrase that is made up now: entered twice, long enough. */
export function NewPassphrase({ label, againLabel, value, onChange, autoFocus = false }: Props) {
  const { first, again } = value;
  const isShort = first !== '' && first.length < PASSPHRASE_LENGTH;
  const differs = again !== '' && again !== first;
  return (
    <>
      <TextField
        label={label}
        kind="password"
        value={first}
        autoFocus={autoFocus}
        onChange={(text) => onChange({ first: text, again })}
        hint={
          isShort
            ? `${PASSPHRASE_LENGTH - first.length} more characters are needed`
            : `at least ${PASSPHRASE_LENGTH} characters; it seals the key on this machine`
        }
      />
      <TextField
        label={againLabel}
        kind="password"
        value={again}
        onChange={(text) => onChange({ first, again: text })}
        hint={differs ? 'the two differ' : ' '}
      />
    </>
  );
}
