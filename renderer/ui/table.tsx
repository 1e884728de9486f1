import type { ReactNode } from 'react';
import './table.css';

type Props = {
  /** Read out, not drawn: what the table is of. */
  readonly label: string;
  readonly head?: readonly ReactNode[];
  readonly children: ReactNode;
};

/** Rows of facts with fine lines between. */
export const Table = ({ label, head, children }: Props) => (
  <table className="rows" aria-label={label}>
    {head === undefined ? null : (
      <thead>
        <tr>
          {head.map((cell, index) =>
            cell === '' ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table stand still
              <td key={index} />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table stand still
              <th key={index} scope="col">
                {cell}
              </th>
            ),
          )}
        </tr>
      </thead>
    )}
    <tbody>{children}</tbody>
  </table>
);
