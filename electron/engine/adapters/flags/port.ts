import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

export type FlagSeen = { readonly flag: string; readonly environment: string; readonly isOn: boolean };

/** A feature-flag service: read before, write, read after; writing the state it has is harmless. */
export interface FlagPort {
  readonly service: string;
  /** Project or account the flags live in, for people to read. */
  readonly where: string;
  read(flag: string, environment: string, signal?: AbortSignal): Promise<Result<FlagSeen, Fault>>;
  set(flag: string, environment: string, on: boolean, signal?: AbortSignal): Promise<Result<void, Fault>>;
}
