import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/** A program with its arguments, never a shell line. `sha256` (hex) is that of its file. */
export type CommandAsk = {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly sha256: string;
};

/** `code` is null when a signal ended it; `output` is the end of what it wrote, both streams together. */
export type CommandEnded = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly output: string;
  readonly tookMs: number;
};

/** Runs programs of the team. */
export interface CommandPort {
  run(asked: CommandAsk, signal: AbortSignal): Promise<Result<CommandEnded, Fault>>;
}
