import type { ReactNode } from 'react';
import './chip.css';

type Props = { readonly tone?: 'plain' | 'act' | 'watch'; readonly children: ReactNode; readonly title?: string };

/** A small fact in a row of facts. */
export const Chip = ({ tone = 'plain', children, title }: Props) => (
  <span className={`chip chip-${tone}`} title={title}>
    {children}
  </span>
);
