import type { Output } from '#shared/domain/operation/plan.ts';
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

/** A program's file as it is now. */
export type FoundProgram = { readonly file: string; readonly sha256: string };

/** How an operation runs a program. */
export type CommandRun = {
  readonly program: FoundProgram;
  readonly arguments: readonly string[];
  readonly timeoutMs: number;
  /** Text that a line of its output must hold. */
  readonly expected: string | undefined;
  /** Names the file that keeps its output: action and operation. */
  readonly cause: string;
  /** Live output, a line at a time, without secrets and control characters. */
  readonly progress: (line: string) => void;
  /** A person's cancel: the program and all it has started are ended. */
  readonly signal: AbortSignal;
};

/** How it came to an end: by itself, at its time limit, or by a person's cancel. */
export type CommandFinished = {
  readonly how: 'exit' | 'timeout' | 'cancelled';
  readonly code: number | null;
  readonly signal: string | null;
  readonly sawExpected: boolean;
  readonly output: Output;
  readonly tookMs: number;
};

/** Runs programs for operations: streamed, redacted, kept. What a `command.run` needs of the console. */
export interface CommandRunner extends CommandPort {
  /** Where programs run, for people to read. */
  readonly folder: string | null;
  /** The file that a program's name stands for, and its SHA-256 as it is now. Never runs it. */
  find(program: string, signal: AbortSignal): Promise<Result<FoundProgram, Fault>>;
  /** Runs it to its end. A Fault says that it could not be started, or is another file than `program` says. */
  start(run: CommandRun): Promise<Result<CommandFinished, Fault>>;
}
