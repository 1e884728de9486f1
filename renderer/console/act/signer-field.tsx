import type { Candidate } from '#shared/views/who-confirms.ts';
import { Choice, TextField } from '../../ui/field.tsx';

type Props = {
  readonly candidates: readonly Candidate[];
  readonly session: string | null;
  readonly signer: string;
  readonly passphrase: string;
  readonly onSigner: (id: string) => void;
  readonly onPassphrase: (text: string) => void;
};

/** Who signs: the one at this console, or another who may, with their own passphrase. */
export function SignerField({ candidates, session, signer, passphrase, onSigner, onPassphrase }: Props) {
  const enrolled = candidates.filter((one) => one.isEnrolled);
  if (enrolled.length === 0)
    return (
      <p className="muted signer-none">
        {candidates.length === 0
          ? 'Nobody on the roster may do this now.'
          : `${candidates.map((one) => one.name).join(', ')} may, but has no key yet: enrol first (L).`}
      </p>
    );
  const choices = enrolled.map((one) => ({
    value: one.id,
    text: one.id === session ? `${one.name} (signed in)` : one.name,
  }));
  return (
    <>
      {enrolled.length === 1 && enrolled[0]?.id === session ? null : (
        <Choice label="Signed by" value={signer} onChange={onSigner} choices={choices} />
      )}
      {signer === session ? null : (
        <TextField
          label={`Passphrase of ${enrolled.find((one) => one.id === signer)?.name ?? 'who signs'}`}
          kind="password"
          value={passphrase}
          onChange={onPassphrase}
        />
      )}
    </>
  );
}
