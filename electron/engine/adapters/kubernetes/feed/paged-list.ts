import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from '../connection.ts';
import type { JsonObject } from '../json-object.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { ask, type FeedAsk, feedFault } from './ask.ts';

/** Objects of a page: so many pods (2 MB) are parsed in some 20 ms, and nothing else runs in that time. 500 block longer and are no quicker. */
const PAGE_OBJECTS = 250;
/** A big list of a slow server takes its time. */
const LIST_SILENCE_MS = 20_000;
/** A list whose pages are forgotten before they are asked for is begun anew so often. */
const TRIES = 3;

const Page = z.looseObject({
  metadata: z.looseObject({ resourceVersion: z.string().min(1), continue: z.string().nullish() }),
  items: z.array(z.custom<JsonObject>((one) => typeof one === 'object' && one !== null)).nullable(),
});
type Page = z.infer<typeof Page>;

/**
 * Lists every object of a kind page by page. `onPage` is given each page's objects and keeps what it wants of them; `again` is
 * called before the list is begun anew. The value is the version from which a watch goes on.
 */
export async function listAll(
  connection: Connection,
  { of, query }: Pick<FeedAsk, 'of' | 'query'>,
  on: { page(objects: readonly JsonObject[]): void; again(): void },
  signal: AbortSignal,
): Promise<Result<string, Fault>> {
  let from: string | undefined;
  let version = '';
  let tries = 1;
  for (;;) {
    const next = from === undefined ? {} : { continue: from };
    const asked: FeedAsk = {
      ...{ verb: 'list', of, silenceMs: LIST_SILENCE_MS },
      query: { ...query, limit: String(PAGE_OBJECTS), ...next },
    };
    const page = await readPage(connection, asked, signal);
    if (page === 'expired') {
      tries += 1;
      if (tries > TRIES) return err(pagesForgotten(connection, of));
      from = undefined;
      on.again();
      continue;
    }
    if (!page.ok) return page;
    const { metadata, items } = page.value;
    // All pages are of one version, that of the first.
    if (from === undefined) version = metadata.resourceVersion;
    try {
      on.page(items ?? []);
    } catch (error) {
      return err(feedFault(connection, asked, error, signal));
    }
    from = metadata.continue ?? '';
    if (from === '') return ok(version);
    // Whoever waits for the loop gets it between two pages.
    await turn();
  }
}

async function readPage(
  connection: Connection,
  asked: FeedAsk,
  signal: AbortSignal,
): Promise<Result<Page, Fault> | 'expired'> {
  const answer = await ask(connection, asked, signal);
  if (answer.kind === 'expired') return 'expired';
  if (answer.kind === 'failed') return err(answer.fault);
  try {
    const page = Page.safeParse(JSON.parse(await answer.body.text()));
    return page.success ? ok(page.data) : err(noList(connection, asked.of));
  } catch (error) {
    return err(feedFault(connection, asked, error, signal));
  }
}

/** A gateway before the cluster says what it has to say with 200, too: that is no empty list. */
const noList = ({ place }: Connection, { plural }: ResourceKind): Fault => ({
  kind: 'fault',
  cause: 'unexpected',
  message: `Could not list ${plural} in ${place.namespace}: what ${place.context} answered is no list.`,
  hint: 'Something between here and the cluster may have answered in its place, such as a login page.',
  retryable: true,
});

const pagesForgotten = ({ place }: Connection, { plural }: ResourceKind): Fault => ({
  kind: 'fault',
  cause: 'timeout',
  message: `Could not list ${plural} in ${place.namespace}: cluster ${place.context} forgot the list before it was read to its end.`,
  hint: 'The cluster may be short of memory, or the network slow.',
  retryable: true,
});
