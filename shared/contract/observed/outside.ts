/** What is seen from outside: checks, pages and alerts. Times are launch time, epoch ms. */
export type MonitorPoint = {
  readonly at: number;
  readonly isUp: boolean;
  /** Up, but slower than its limit, or a certificate near its end. */
  readonly isSlow?: boolean;
  readonly latencyMs: number;
};

export type MonitorObserved = {
  readonly id: string;
  readonly kind: 'http' | 'tls' | 'dns';
  readonly title: string;
  /** As people may see it: without keys. */
  readonly target: string;
  /** How far apart its looks are, launch time in ms. */
  readonly everyMs: number;
  /** Newest last, at most 60. */
  readonly history: readonly MonitorPoint[];
  readonly text: string;
};

/** What a status page says. */
export type PageObserved = {
  readonly at: number;
  readonly description: string;
  /** none, minor, major, critical or maintenance. */
  readonly indicator: string;
  /** Components that aren't operational. */
  readonly troubled: readonly { readonly name: string; readonly status: string }[];
  /** Incidents that are open, newest first. */
  readonly incidents: readonly {
    readonly name: string;
    readonly status: string;
    /** Real time, epoch ms, as the page says it; null where it doesn't. */
    readonly updatedAt: number | null;
  }[];
  /** When the page itself says that it changed last: real time, epoch ms; null where it doesn't. */
  readonly changedAt: number | null;
};

export type VendorObserved = {
  readonly id: string;
  readonly title: string;
  /** As last read; null when it never answered. */
  readonly page: PageObserved | null;
  /** Why it doesn't answer, since when; null while it does. */
  readonly silent: { readonly since: number; readonly text: string } | null;
};

export type AlertObserved = {
  readonly name: string;
  readonly severity: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly since: number;
  /** Silenced, or inhibited by another. */
  readonly isSuppressed: boolean;
  /** It fires in Prometheus, and Alertmanager has not heard of it: nobody is told. */
  readonly isUnheard?: true;
};

/**
 * When Prometheus and Alertmanager each last said what fires. Null: it isn't known by that one, because what it said is too
 * old, it never did, or it isn't set up.
 */
export type AlertsSeen = { readonly prometheus: number | null; readonly alertmanager: number | null };

/** Our own checks and the published status have not agreed for so long that it is an alarm of its own (product §7). */
export type DisagreementObserved = {
  readonly since: number;
  /** `page says operational, api /healthz fails`. */
  readonly text: string;
  readonly isAlarm: boolean;
};
