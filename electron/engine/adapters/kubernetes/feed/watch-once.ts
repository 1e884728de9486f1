import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from '../connection.ts';
import type { JsonObject } from '../json-object.ts';
import { ask, type FeedAsk, feedFault } from './ask.ts';
import { readLines } from './read-lines.ts';

/**
 * A server sends a bookmark two seconds before it ends a watch, and ends it when it was asked to. So short a watch is heard of
 * every three seconds, however quiet the cluster is: it is the one proof that what is shown is still so.
 */
const WATCH_S = 5;
/** One that said nothing and was ended before a bookmark is due (three seconds) has not told that nothing happened. */
const LEAST_QUIET_MS = 3_000;
/** From which a quiet watch is taken for dead: somewhere in between the connection was dropped without a word. */
const WATCH_SILENCE_MS = 6_000;

export type WatchEnd =
  | { readonly kind: 'ended' }
  /** The version is forgotten: list again. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed'; readonly fault: Fault };

export type WatchListener = {
  changed(type: 'ADDED' | 'MODIFIED' | 'DELETED', object: JsonObject): void;
  /** What is kept is what the cluster has, as of now and up to this version. */
  alive(version: string | null): void;
};

type Line = {
  readonly type?: string;
  readonly object?: JsonObject & {
    readonly metadata?: { readonly resourceVersion?: string };
    readonly code?: number;
  };
};
/** The server has said that the watch is over. */
class Over extends Error {
  readonly status: JsonObject & { readonly code?: number };
  constructor(status: Over['status']) {
    super('the watch is over');
    this.status = status;
  }
}

export type Watched = Pick<FeedAsk, 'of' | 'query'> & {
  /** Takes out of a line's text what isn't kept; null: the line is parsed as it is. */
  readonly lighter?: ((line: string) => string | null) | undefined;
};

/** Watches from a version on until the server ends it, which it is asked to do soon. Never rejects. */
export async function watchOnce(
  connection: Connection,
  { of, query, lighter }: Watched,
  version: string,
  listener: WatchListener,
  signal: AbortSignal,
): Promise<WatchEnd> {
  const asked: FeedAsk = {
    ...{ verb: 'watch', of, silenceMs: WATCH_SILENCE_MS },
    query: {
      ...{ ...query, watch: '1', resourceVersion: version },
      ...{ allowWatchBookmarks: 'true', timeoutSeconds: String(WATCH_S) },
    },
  };
  const answer = await ask(connection, asked, signal);
  if (answer.kind !== 'answered') return answer;
  const failed = (error: unknown): WatchEnd => ({
    kind: 'failed',
    fault: feedFault(connection, asked, error, signal),
  });
  const openedAt = performance.now();
  let isHeard = false;
  try {
    await readLines(answer.body, (line) => {
      isHeard = true;
      hear(JSON.parse(lighter?.(line) ?? line), listener);
    });
  } catch (error) {
    if (!(error instanceof Over)) return failed(error);
    const { status } = error;
    if (status.code === 410) return { kind: 'expired' };
    return failed(Object.assign(new Error(), { code: status.code ?? 500, body: JSON.stringify(status), headers: {} }));
  }
  // A proxy that can't stream, or a server that goes down, ends a watch at once: that says nothing of what there is.
  if (!isHeard && performance.now() - openedAt < LEAST_QUIET_MS)
    return failed(Object.assign(new Error('it ended at once'), { code: 'UND_ERR_SOCKET' }));
  listener.alive(null);
  return { kind: 'ended' };
}

function hear({ type, object }: Line, listener: WatchListener): void {
  if (object === undefined || type === undefined) throw new Error('a line of the watch is no event');
  if (type === 'ERROR') throw new Over(object);
  if (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') listener.changed(type, object);
  listener.alive(object.metadata?.resourceVersion ?? null);
}
