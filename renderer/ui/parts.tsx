import type { ReactNode } from 'react';
import './parts.css';

type Props<Id extends string> = {
  /** Read out, not drawn: what it chooses between. */
  readonly label: string;
  readonly parts: readonly { readonly id: Id; readonly title: ReactNode }[];
  readonly shown: Id;
  readonly onShow: (id: Id) => void;
};

/** The part that a jump leads to; the first where it leads to none of them. */
export const partOf = <Id extends string>(
  parts: readonly [{ readonly id: Id }, ...{ readonly id: Id }[]],
  target: string | null,
): Id => parts.find(({ id }) => id === target)?.id ?? parts[0].id;

/** The parts of a view of which one is shown. */
export const Parts = <Id extends string>({ label, parts, shown, onShow }: Props<Id>) => (
  <nav className="parts" aria-label={label}>
    {parts.map(({ id, title }) => (
      <button key={id} type="button" aria-current={id === shown ? 'true' : undefined} onClick={() => onShow(id)}>
        {title}
      </button>
    ))}
  </nav>
);
