import type { ReactNode } from 'react';
import './tick-mark.css';

type Props = { readonly state: 'open' | 'done' | 'not-applicable' | 'blocked' };

const shapes: Readonly<Record<Props['state'], ReactNode>> = {
  open: <rect x="2" y="2" width="14" height="14" rx="4" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  done: (
    <>
      <rect x="1" y="1" width="16" height="16" rx="5" fill="currentColor" />
      <path d="m5 9.3 2.7 2.7L13 6.4" fill="none" stroke="var(--panel)" strokeWidth="2.2" strokeLinecap="round" />
    </>
  ),
  'not-applicable': (
    <>
      <rect x="2" y="2" width="14" height="14" rx="4" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M5.5 9h7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
    </>
  ),
  blocked: (
    <>
      <path d="M5.8 1h6.4L17 5.8v6.4L12.2 17H5.8L1 12.2V5.8z" fill="currentColor" />
      <path d="M9 5v4.6M9 12.6v.2" stroke="var(--panel)" strokeWidth="2.2" strokeLinecap="round" />
    </>
  ),
};

/** The box of an item: empty, ticked, crossed out, or stopped; four shapes, to be told apart without colour. */
export const TickMark = ({ state }: Props) => (
  <svg className={`tick-mark tick-mark-${state}`} viewBox="0 0 18 18" aria-hidden="true">
    {shapes[state]}
  </svg>
);
