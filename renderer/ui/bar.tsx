import './bar.css';

type Props = {
  /** 0 to 100; null draws an empty dashed bar: unknown. */
  readonly percent: number | null;
  readonly label: string;
  readonly color?: 'accent' | 'good' | 'watch' | 'act' | 'canary' | 'stable';
};

/** A bar of something done or used. */
export const Bar = ({ percent, label, color = 'accent' }: Props) => (
  <div
    className={percent === null ? 'bar bar-unknown' : 'bar'}
    role="img"
    aria-label={`${label}: ${percent === null ? 'unknown' : `${Math.round(percent)} percent`}`}
  >
    <i style={{ width: `${Math.min(100, Math.max(0, percent ?? 0))}%`, background: `var(--${color})` }} />
  </div>
);
