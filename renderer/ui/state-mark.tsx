import type { ReactNode } from 'react';
import type { Tone } from '#shared/views/tone.ts';
import './state-mark.css';

const shapes: Readonly<Record<Tone, ReactNode>> = {
  good: <circle cx="6" cy="6" r="5" fill="currentColor" />,
  watch: <path d="M6 .8 11.6 11H.4z" fill="currentColor" />,
  act: <path d="M3.5.5h5l3 3v5l-3 3h-5l-3-3v-5z" fill="currentColor" />,
  unknown: (
    <rect
      x="1.5"
      y="1.5"
      width="9"
      height="9"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeDasharray="2.5 2"
    />
  ),
};
const spoken: Readonly<Record<Tone, string>> = { good: 'good', watch: 'watch', act: 'act', unknown: 'unknown' };

/** A state as shape, colour and word; without a word its name is still read out. */
export const StateMark = ({ tone, children }: { readonly tone: Tone; readonly children?: ReactNode }) => (
  <span className={`state-mark ${tone}`}>
    <svg viewBox="0 0 12 12" aria-hidden="true">
      {shapes[tone]}
    </svg>
    {children === undefined ? <span className="sr-only">{spoken[tone]}</span> : <span>{children}</span>}
  </span>
);
