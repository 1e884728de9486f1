import type { Tone } from '#shared/views/tone.ts';
import './limit-bar.css';

type Props = {
  /** 0 to 100; null draws an empty dashed bar: unknown. */
  readonly percent: number | null;
  /** Where the limit stands; null: none is drawn. */
  readonly limitPercent: number | null;
  readonly tone: Tone;
  readonly label: string;
};

const within = (percent: number): string => `${Math.min(100, Math.max(0, percent))}%`;

/** A bar of something used, with a tick where its limit is. */
export const LimitBar = ({ percent, limitPercent, tone, label }: Props) => (
  <span className={`limit-bar ${percent === null ? 'limit-bar-unknown' : ''}`} role="img" aria-label={label}>
    <i style={{ width: within(percent ?? 0), background: `var(--${tone})` }} />
    {percent === null || limitPercent === null ? null : <b style={{ left: within(limitPercent) }} />}
  </span>
);
