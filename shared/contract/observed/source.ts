import type { Fault } from '../../lib/trouble.ts';

export type SourceKind =
  | 'cluster'
  | 'metrics'
  | 'alerts'
  | 'logs'
  | 'monitors'
  | 'vendors'
  | 'status-page'
  | 'flags'
  | 'messages';

/** How one source of what the screens show stands. Times are launch time, epoch ms. */
export type SourceState = {
  /** Stable over a launch: `cluster`, `prometheus`, `logs`, `cluster eu-2/vector`. */
  readonly id: string;
  readonly kind: SourceKind;
  readonly title: string;
  /** `stale`: nothing came for three of its intervals. `off`: it is not set up, or switched off. */
  readonly state: 'live' | 'stale' | 'failing' | 'off';
  /** When it last answered. */
  readonly seenAt: number | null;
  /** Since when it is in this state. */
  readonly since: number;
  /** How far apart its answers come at best, launch time in ms. */
  readonly everyMs: number;
  readonly fault: Fault | null;
  /** When it is asked again; null unless it is failing. */
  readonly retryAt: number | null;
  /** What is missing from its last answer, in its own words (a warning of Prometheus); null when the answer was whole. */
  readonly partial: string | null;
  /** Why it is off; null when it isn't. */
  readonly why: string | null;
};
