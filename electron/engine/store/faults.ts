import Database from 'better-sqlite3';
import type { Fault, FaultCause } from '#shared/lib/trouble.ts';

const rawOf = (error: unknown): string => String(error instanceof Error ? error.message : error).slice(0, 2000);

/** Builds a fault of the store; `retryable` means that the same call may succeed once the cause is gone. */
export const storeFault = (
  cause: FaultCause,
  message: string,
  hint: string,
  more: { retryable?: boolean; error?: unknown } = {},
): Fault => ({
  kind: 'fault',
  cause,
  message,
  hint,
  retryable: more.retryable ?? false,
  ...(more.error === undefined ? {} : { raw: rawOf(more.error) }),
});

/** The code of an SQLite or Node error (`SQLITE_FULL`, `ENOSPC`), or '' for anything else. */
export const codeOf = (error: unknown): string => {
  if (error instanceof Database.SqliteError) return error.code;
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return '';
};

type Sentence = { readonly why: string; readonly hint: string; readonly retryable: boolean };

const damaged: Sentence = {
  why: 'the file is damaged',
  hint: 'Run "npm run -s tminus -- log verify FILE" to see where, keep the file as it is, and go on by the paper or from a backup.',
  retryable: false,
};

const sentences: ReadonlyArray<readonly [RegExp, Sentence]> = [
  [
    /^(SQLITE_FULL|ENOSPC|EDQUOT)/,
    {
      why: 'the disk is full',
      hint: 'Free space on this disk and do it again; hold, stop and rollback can still be recorded from the reserve.',
      retryable: true,
    },
  ],
  [
    /^(SQLITE_READONLY|EROFS|EACCES|EPERM|SQLITE_PERM|SQLITE_AUTH)/,
    {
      why: 'the disk or the file may only be read',
      hint: 'Make the folder and the file writable for this user and do it again; until then go on by the paper.',
      retryable: true,
    },
  ],
  [/^(SQLITE_CORRUPT|SQLITE_NOTADB)/, damaged],
  [
    /^(SQLITE_CANTOPEN|ENOENT|ENOTDIR|EISDIR)/,
    {
      why: 'it could not be opened',
      hint: 'See that its folder exists, is not full, and may be written by this user; then do it again.',
      retryable: true,
    },
  ],
  [
    /^(SQLITE_BUSY|SQLITE_LOCKED)/,
    {
      why: 'another program holds it',
      hint: 'Close the other program (an SQLite browser, a copy, a virus scanner) and do it again.',
      retryable: true,
    },
  ],
  [
    /^(SQLITE_IOERR|EIO|SQLITE_NOMEM|EMFILE)/,
    {
      why: 'the disk answered with an error',
      hint: 'Do it again; when it stays like this, make room or mend the disk, and go on by the paper meanwhile.',
      retryable: true,
    },
  ],
];

const sentenceOf = (error: unknown): Sentence | undefined => {
  const code = codeOf(error);
  return sentences.find(([pattern]) => pattern.test(code))?.[1];
};

/** True for an error of the world (disk, file, lock), false for a bug of ours such as a broken constraint. */
export const isWorldError = (error: unknown): boolean => error instanceof BrokenLog || sentenceOf(error) !== undefined;

/**
 * Classifies an SQLite or file error once, in words for a person. `what` says what was tried
 * ("The log PATH can't be written"), `outcome` what is true now ("Nothing was recorded and nothing was run.").
 * What isn't the world's failure is a bug and is thrown on.
 */
export function diskFault(error: unknown, what: string, outcome = ''): Fault {
  if (error instanceof BrokenLog) return error.fault;
  const sentence = sentenceOf(error);
  if (sentence === undefined) throw error;
  const message = `${what}: ${sentence.why}.${outcome === '' ? '' : ` ${outcome}`}`;
  return storeFault('disk', message, sentence.hint, { retryable: sentence.retryable, error });
}

/** Thrown while reading when the chain of the log doesn't hold; carries the fault to show and the place. */
export class BrokenLog extends Error {
  override readonly name = 'BrokenLog';
  readonly fault: Fault;
  readonly position: number;
  constructor(position: number, what: string) {
    super(`position ${position}: ${what}`);
    this.position = position;
    this.fault = storeFault(
      'disk',
      `The log is broken at position ${position}: ${what}. Everything before it is sound.`,
      damaged.hint,
    );
  }
}
