import type { MonitorCheck } from '#shared/domain/plan/monitor.ts';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

export type MonitorSeen = {
  /** Null: it couldn't be looked at, which says nothing of it. */
  readonly isUp: boolean | null;
  /** Up, but a certificate with less time left than is wanted. */
  readonly isNearItsEnd: boolean;
  /** Real milliseconds until it answered, or until it was known that it doesn't. */
  readonly latencyMs: number;
  /** As people read it: `HTTP 200`, `61 days left`. */
  readonly text: string;
  /** Why nothing answered; null when something did. */
  readonly fault: Fault | null;
};

/** Looks at something from outside, as a user would. */
export interface MonitorPort {
  check(check: MonitorCheck, signal?: AbortSignal): Promise<MonitorSeen>;
}

/** What a status page tells the public; `indicator` is none, minor, major, critical or maintenance. */
export type PublicStatus = { readonly description: string; readonly indicator: string };

/** A part of what a status page is about; `status` is `operational` when all is well. */
export type StatusComponent = { readonly name: string; readonly status: string };
/** An incident that is open; when it was last written to, real time in epoch ms, where the page says so. */
export type StatusIncident = { readonly name: string; readonly status: string; readonly updatedAt: number | null };
export type StatusSummary = {
  readonly status: PublicStatus;
  readonly components: readonly StatusComponent[];
  /** Newest first. */
  readonly incidents: readonly StatusIncident[];
  /** When anything of the page changed last, real time in epoch ms, where it says so. */
  readonly updatedAt: number | null;
};

/** Reads a public status page in the format that Statuspage publishes. */
export interface StatusPagePort {
  summary(url: string, signal?: AbortSignal): Promise<Result<StatusSummary, Fault>>;
}

export type PageSeen = { readonly status: number; readonly body: string; readonly latencyMs: number };
/** Reads one page; any status is an answer. */
export interface PagePort {
  read(url: string, signal?: AbortSignal): Promise<Result<PageSeen, Fault>>;
}

export type CertificateSeen = {
  /** Real time, epoch ms. */
  readonly validFromMs: number;
  readonly validToMs: number;
  readonly issuer: string;
  /** What is wrong with it, in words: not trusted, expired, for another name. */
  readonly problems: readonly string[];
  readonly latencyMs: number;
};
/** Looks at the certificate that a server shows. */
export interface CertificatePort {
  look(
    at: { readonly host: string; readonly port: number },
    signal?: AbortSignal,
  ): Promise<Result<CertificateSeen, Fault>>;
}

export type NameAsk = {
  readonly name: string;
  readonly record: 'A' | 'AAAA' | 'CNAME' | 'TXT';
  /** `host` or `host:port`; empty or `system` is the system's. */
  readonly server?: string | undefined;
};
/** `answers` is empty when DNS says that there is no such name or record. */
export type NameSeen = { readonly answers: readonly string[]; readonly server: string; readonly latencyMs: number };
/** Asks DNS. */
export interface NamePort {
  resolve(asked: NameAsk, signal?: AbortSignal): Promise<Result<NameSeen, Fault>>;
}

/** `offsetMs`: how far the server's clock is ahead of this machine's. */
export type TimeSeen = { readonly offsetMs: number; readonly roundTripMs: number; readonly stratum: number };
/** Asks a time server how late it is; `server` is `host` or `host:port`. */
export interface TimePort {
  offset(server: string, signal?: AbortSignal): Promise<Result<TimeSeen, Fault>>;
}

/** Asks an image's registry whether the image is there to be pulled. */
export interface RegistryPort {
  has(
    image: string,
    signal?: AbortSignal,
  ): Promise<Result<{ readonly isThere: boolean; readonly latencyMs: number }, Fault>>;
}
