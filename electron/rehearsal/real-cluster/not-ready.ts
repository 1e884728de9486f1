import type { JsonObject } from '../json.ts';
import { textAt } from '../json.ts';
import { isPodReady, nameOf } from '../kubernetes/object.ts';

const MOST_NAMED = 5;

/** Which pods aren't ready and where they are, in words: a node that starts none of its own stands out. Empty: all are. */
export function notReady(pods: readonly JsonObject[]): string {
  const waiting = pods.filter((pod) => !isPodReady(pod));
  const named = waiting.slice(0, MOST_NAMED).map((pod) => {
    const node = textAt(pod, 'spec', 'nodeName');
    return `${nameOf(pod)} (${textAt(pod, 'status', 'phase')}${node === '' ? ', on no node' : ` on ${node}`})`;
  });
  const more = waiting.length > named.length ? ` and ${waiting.length - named.length} more` : '';
  return named.length === 0 ? '' : ` Not ready: ${named.join(', ')}${more}.`;
}
