import { performance } from 'node:perf_hooks';
import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';

/** Long enough that the plans of one step, made at once, ask once; too short to hide that something was changed. */
const sameAnswerMs = 2_000;
/** For what a plan shows as old values: only plans made at once share it, so that what others have changed shows in the next one. */
export const atOnceMs = 250;

type Kept<T> = { readonly atMs: number; readonly changesMade: number; readonly answer: Promise<Result<T, Fault>> };

/**
 * Answers that the plans of one action share, by connection and key, for `forMs` of real time. A change of ours makes them
 * forgotten, and a fault is kept for nobody. Ask without a signal: one plan that is called off must not end it for the others.
 */
export function sharedAnswers<T>(
  forMs = sameAnswerMs,
): (connection: Connection, key: string, ask: () => Promise<Result<T, Fault>>) => Promise<Result<T, Fault>> {
  const kept = new WeakMap<Connection, Map<string, Kept<T>>>();
  return (connection, key, ask) => {
    const known = kept.get(connection) ?? new Map<string, Kept<T>>();
    kept.set(connection, known);
    const before = known.get(key);
    const changesMade = connection.changesMade();
    if (before?.changesMade === changesMade && performance.now() - before.atMs < forMs) return before.answer;
    const answer = ask().then((result) => {
      if (!result.ok && known.get(key)?.answer === answer) known.delete(key);
      return result;
    });
    known.set(key, { atMs: performance.now(), changesMade, answer });
    return answer;
  };
}
