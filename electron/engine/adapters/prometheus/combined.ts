import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { MetricsAnswer, Series } from './port.ts';

/** The label that says whose answer a series is. No metric has it. */
const LABEL = 'tminus_query';

/** An address of the server isn't the limit (queries go as forms), its parser's patience is. */
const MOST_TOGETHER = 40;

/** Many queries as one: each one's series are marked with its place in the list. Lines of their own, as a query may end in a comment. */
export const combined = (queries: readonly string[]): string =>
  queries.map((query, index) => `label_replace((\n${query}\n), "${LABEL}", "${index}", "", "")`).join('\nor\n');

/** The answer to a combined query, taken apart again. What the server warns of is of all of them: it doesn't say of which. */
function takenApart(answer: MetricsAnswer, count: number): readonly Result<MetricsAnswer, Fault>[] {
  const own: Series[][] = Array.from({ length: count }, () => []);
  for (const { labels, values } of answer.series) {
    const { [LABEL]: index, ...rest } = labels;
    own[Number(index)]?.push({ labels: rest, values });
  }
  return own.map((series) => ok({ ...answer, series }));
}

/**
 * The fault may be of one query, or of the combination: it is wrong (`invalid`), or too slow or too much for the server. Of a
 * server that can't be reached, or that lets nobody in, each query by itself would learn nothing new.
 */
const mayBeOfOne = ({ cause }: Fault): boolean => cause === 'invalid' || cause === 'timeout' || cause === 'unavailable';

/**
 * Asks for all at once; where that fails, each by itself. `alone` remembers which can't be asked together with others: those
 * that fail by themselves, or all when it is the combination that is too much for the server. Where all fail, it is the server.
 */
export async function askTogether(
  queries: readonly string[],
  alone: Set<string>,
  ask: (query: string, what: string) => Promise<Result<MetricsAnswer, Fault>>,
): Promise<readonly Result<MetricsAnswer, Fault>[]> {
  const together = queries.filter((query) => !alone.has(query)).slice(0, MOST_TOGETHER);
  const found = new Map<string, Result<MetricsAnswer, Fault>>();
  let failed: Fault | null = null;
  if (together.length > 1) {
    const answer = await ask(combined(together), `${together.length} queries`);
    if (!answer.ok && !mayBeOfOne(answer.error)) return queries.map(() => answer);
    if (!answer.ok) failed = answer.error;
    else
      for (const [index, one] of takenApart(answer.value, together.length).entries())
        found.set(together[index] ?? '', one);
  }
  const left = queries.filter((query) => !found.has(query));
  await Promise.all(left.map(async (query) => found.set(query, await ask(query, query))));
  if (failed !== null) {
    const wrong = together.filter((query) => found.get(query)?.ok === false);
    const isServer = failed.cause !== 'invalid' && wrong.length === together.length;
    for (const query of wrong.length > 0 ? wrong : together) if (!isServer) alone.add(query);
  }
  return queries.flatMap((query) => found.get(query) ?? []);
}
