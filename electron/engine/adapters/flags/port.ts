import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

export type FlagSeen = { readonly flag: string; readonly environment: string; readonly isOn: boolean };

/** A feature-flag service: read before, write, read after; writing the state it has is harmless. */
export interface FlagPort {
  readonly service: string;
  /** Project or account the flags live in, for people to read. */
  readonly where: string;
  read(flag: string, environment: string, signal?: AbortSignal): Promise<Result<FlagSeen, Fault>>;
  /** `cause` goes into the service's own history where it takes one. */
  set(
    flag: string,
    environment: string,
    on: boolean,
    signal?: AbortSignal,
    cause?: string,
  ): Promise<Result<void, Fault>>;
  /**
   * What would stand in the way of turning it now, above all an approval, and what to do about it; null when nothing
   * does. Changes nothing.
   */
  preflight?(
    flag: string,
    environment: string,
    on: boolean,
    signal?: AbortSignal,
  ): Promise<Result<string | null, Fault>>;
}

/** A port with connections of its own. */
export type OpenFlagPort = FlagPort & { close(): Promise<void> };
