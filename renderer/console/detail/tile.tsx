import type { ReactNode } from 'react';
import type { TileRef } from '#shared/contract/observed/detail.ts';
import { openDetail } from './open-detail.ts';
import './tile.css';

type Props = {
  readonly of: TileRef;
  /** Read out; without it what is inside is. */
  readonly label?: string;
  readonly className?: string;
  /** Phrasing content only: it is a button. */
  readonly children: ReactNode;
};

/** Something on a screen that can be looked at closer: one click, or Enter, shows what is known of it. */
export const Tile = ({ of, label, className = '', children }: Props) => (
  <button
    type="button"
    className={`tile ${className}`}
    aria-haspopup="dialog"
    {...(label === undefined ? {} : { 'aria-label': label })}
    onClick={() => openDetail(of)}
  >
    {children}
  </button>
);
