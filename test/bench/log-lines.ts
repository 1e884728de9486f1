import type { LogBatch, LogLineObserved } from '#shared/contract/observed/logs.ts';
import { packLines } from '#shared/views/log-batch.ts';

const said = [
  'GET /v1/session 200 12ms user agent=tv-app',
  'qdrant: deadline exceeded after 1503 ms collection=content_v3 tenant=eu-1',
  'upstream reset before headers, retry 2 route=/v1/search',
  'jwt expired for session 3fa9c1 user agent=tv-app',
  'connection refused by content-service, attempt 3',
];

/** Lines as eight services write them; every third is an error. */
export const benchLines = (from: number, count: number, at = 1_795_507_200_000): readonly LogLineObserved[] =>
  Array.from({ length: count }, (_, index) => {
    const number = from + index;
    return {
      ...{ at, pod: `search-service-canary-7d9f${number % 40}`, service: 'search-service', subset: 'canary' as const },
      level: number % 3 === 0 ? ('error' as const) : ('info' as const),
      text: `${said[(number * 7) % said.length] ?? ''} id=${number}`,
    };
  });

/** The same in batches, as they come to a window. */
export const benchBatches = (count: number, size: number): readonly LogBatch[] =>
  Array.from({ length: Math.ceil(count / size) }, (_, index) =>
    packLines(index * size, benchLines(index * size, Math.min(size, count - index * size))),
  );
