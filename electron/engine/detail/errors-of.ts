import type { ErrorLine, Looked } from '#shared/views/detail/looked.ts';
import { blockOf, rowAt } from '#shared/views/log-block.ts';
import { fingerprint } from '#shared/views/log-fingerprint.ts';
import type { ObservationHub } from '../watch/hub.ts';

const MOST_LINES = 30;
/** Of the newest lines so many are looked through: enough for what is going on, little enough not to be felt. */
const MOST_LOOKED_AT = 20_000;

/** A kind of error with its last lines, newest first; null when it isn't known any more. */
export function errorsOf({ logs }: ObservationHub, key: string): Looked['errors'] {
  const kind = logs.kinds.one(key);
  if (kind === undefined) return null;
  const lines: ErrorLine[] = [];
  let looked = 0;
  for (const batch of logs.history().lines.toReversed()) {
    const block = blockOf(batch);
    for (let place = batch.count - 1; place >= 0; place -= 1) {
      looked += 1;
      if (lines.length >= MOST_LINES || looked > MOST_LOOKED_AT) return { kind, lines };
      const { at, pod, service, text } = rowAt(block, place);
      if (service === kind.service && fingerprint(text) === kind.text) lines.push({ at, pod, text });
    }
  }
  return { kind, lines };
}
