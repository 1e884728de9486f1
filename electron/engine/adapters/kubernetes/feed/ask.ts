import type { Dispatcher } from 'undici';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from '../connection.ts';
import { type Ask, kubernetesFault } from '../fault.ts';
import { type ResourceKind, resourceName } from '../resource-kind.ts';

export type Answer =
  | { readonly kind: 'answered'; readonly body: Dispatcher.ResponseData['body'] }
  /** 410: the version or page that was asked for is forgotten. */
  | { readonly kind: 'expired' }
  | { readonly kind: 'failed'; readonly fault: Fault };

export type FeedAsk = {
  readonly verb: 'list' | 'watch';
  readonly of: ResourceKind;
  readonly query: Readonly<Record<string, string>>;
  /** How long nothing may come, real ms, before the answer as well as in the midst of it. */
  readonly silenceMs: number;
};

/** What a failed answer says, in the shape in which the client's own errors are classified. */
class Refused extends Error {
  readonly code: number;
  readonly body: string;
  readonly headers: unknown;
  constructor(code: number, body: string, headers: unknown) {
    super(`HTTP ${code}`);
    this.code = code;
    this.body = body;
    this.headers = headers;
  }
}

const askOf = ({ verb, of }: FeedAsk): Ask => ({ verb, resource: resourceName(of) });

/** How any of this can fail, in words. */
export const feedFault = (connection: Connection, asked: FeedAsk, error: unknown, signal: AbortSignal): Fault =>
  kubernetesFault(error, askOf(asked), connection.place, signal);

/**
 * Asks for a list or a watch with the connection's credentials. Requests of our own: the client's typed calls keep whole objects,
 * its watch swallows errors, and its informer stays stopped after most of them.
 */
export async function ask(connection: Connection, asked: FeedAsk, signal: AbortSignal): Promise<Answer> {
  const { of, query, silenceMs } = asked;
  const { namespace, server } = connection.place;
  const group = of.group === '' ? `/api/${of.version}` : `/apis/${of.group}/${of.version}`;
  const path = `${group}/namespaces/${namespace}/${of.plural}?${new URLSearchParams(query)}`;
  try {
    const ready = await connection.ready(askOf(asked), signal);
    if (!ready.ok) return { kind: 'failed', fault: ready.error };
    const { agent, headers } = await connection.streams();
    const url = new URL(`${server.replace(/\/+$/, '')}${path}`);
    const answer = await agent.request({
      ...{ origin: url.origin, path: `${url.pathname}${url.search}`, method: 'GET', signal },
      headers: { ...headers, accept: 'application/json' },
      ...{ headersTimeout: silenceMs, bodyTimeout: silenceMs },
    });
    if (answer.statusCode === 200) return { kind: 'answered', body: answer.body };
    const said = await answer.body.text();
    if (answer.statusCode === 401) connection.refused();
    if (answer.statusCode === 410) return { kind: 'expired' };
    throw new Refused(answer.statusCode, said, answer.headers);
  } catch (error) {
    return { kind: 'failed', fault: feedFault(connection, asked, error, signal) };
  }
}
