import type { Trouble } from '#shared/lib/trouble.ts';
import './trouble-note.css';

const heads: Readonly<Record<Trouble['kind'], string>> = {
  refusal: 'Not done.',
  fault: 'It did not work.',
  bug: 'Something in this console broke.',
};

/** What failed, why and what to do; the raw answer one click away. */
export function TroubleNote({ trouble }: { readonly trouble: Trouble | null }) {
  if (trouble === null) return null;
  const hint = trouble.kind === 'bug' ? `Note the number ${trouble.id} and go on; the log is whole.` : trouble.hint;
  const raw = trouble.kind === 'fault' ? trouble.raw : undefined;
  return (
    <div className="trouble-note" role="alert">
      <b>{heads[trouble.kind]}</b> {trouble.message}
      {hint === undefined ? null : <div className="trouble-hint">{hint}</div>}
      {raw === undefined ? null : (
        <details>
          <summary>What the other side said</summary>
          <pre>{raw}</pre>
        </details>
      )}
    </div>
  );
}
