import type { V1Pod } from '@kubernetes/client-node';
import { backOffMs } from '#shared/lib/back-off.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { withLength } from '../logs/line-cutter.ts';
import type { LogEntry } from '../logs/port.ts';
import { pause } from '../outcome.ts';
import type { Connection } from './connection.ts';
import type { PodLogPlace } from './pod-log-place.ts';
import { streamPodLog } from './pod-log-stream.ts';

const reconnectMs = 1_000;
/** Lines read of a pod that was already running when following began. */
const tailLines = 20;
/** A sidecar's access log isn't what the wall looks for. */
const sidecars = new Set(['istio-proxy', 'linkerd-proxy']);
/** When a line was written, RFC 3339: the kubelet's own words (`unable to retrieve container logs`) come without. */
const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;

/** The log of one pod, being followed. */
export type FollowedPod = {
  /** Why it can't be read; null while it can. */
  readonly fault: () => Fault | null;
  /** Opens its stream anew, without a line lost or doubled. */
  readonly again: () => void;
  readonly stop: () => void;
};

function mainContainer(pod: V1Pod): string {
  const named = pod.metadata?.annotations?.['kubectl.kubernetes.io/default-container'];
  const containers = pod.spec?.containers ?? [];
  return named ?? containers.find((one) => !sidecars.has(one.name))?.name ?? containers[0]?.name ?? '';
}

/**
 * Follows one pod from `place` on until it is stopped; every failure is waited out and taken up again where it was. `isOld`: it
 * ran before anybody read it.
 */
export function followPod(
  connection: Connection,
  pod: V1Pod,
  { place, isOld }: { readonly place: PodLogPlace; readonly isOld: boolean },
  onEntry: (entry: LogEntry) => void,
): FollowedPod {
  const name = pod.metadata?.name ?? '';
  const app = pod.metadata?.labels?.app ?? null;
  const query = { container: mainContainer(pod), follow: 'true', timestamps: 'true' };
  const stopped = new AbortController();
  const now: { stream: AbortController; failures: number; fault: Fault | null } = {
    ...{ stream: new AbortController(), failures: 0, fault: null },
  };
  let untimed = '';
  const take = (line: string, bytes: number): void => {
    const space = line.indexOf(' ');
    const at = line.slice(0, space);
    const isTimed = time.test(at);
    if (isTimed && !place.isNew(at)) return;
    // What the kubelet says instead of a log it says to every try.
    if (!isTimed && line === untimed) return;
    untimed = isTimed ? '' : line;
    const head = isTimed ? space + 1 : 0;
    const said = line.slice(head);
    const text = Buffer.byteLength(line) < bytes ? withLength(said, bytes - head) : said;
    onEntry({ atMs: isTimed ? Date.parse(at) : Date.now(), pod: name, app, level: null, text });
  };
  const run = async (): Promise<void> => {
    while (!stopped.signal.aborted) {
      now.stream = new AbortController();
      place.resume();
      const since = place.since();
      const from: Record<string, string> =
        since !== null ? { sinceTime: since } : isOld ? { tailLines: String(tailLines) } : {};
      const signal = AbortSignal.any([stopped.signal, now.stream.signal]);
      const onOpen = (): void => void Object.assign(now, { failures: 0, fault: null });
      const end = await streamPodLog(connection, name, { ...query, ...from }, signal, { onOpen, onLine: take });
      now.fault = end.kind === 'failed' ? end.fault : null;
      // A pod that is gone is stopped by the list; one that is still listed speaks again.
      now.failures = end.kind === 'ended' ? 0 : now.failures + 1;
      const waitMs = now.failures === 0 ? reconnectMs : backOffMs(now.failures, reconnectMs, now.fault, Math.random());
      await pause(waitMs, stopped.signal);
    }
  };
  void run();
  return {
    fault: () => now.fault,
    again: () => now.stream.abort(),
    stop: () => stopped.abort(),
  };
}
