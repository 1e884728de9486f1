import type { V1Pod } from '@kubernetes/client-node';
import type { Fault } from '#shared/lib/trouble.ts';
import { backOffMs } from '../../watch/back-off.ts';
import { withLength } from '../logs/line-cutter.ts';
import type { LogEntry } from '../logs/port.ts';
import { pause } from '../outcome.ts';
import type { Connection } from './connection.ts';
import { PodLogPlace } from './pod-log-place.ts';
import { streamPodLog } from './pod-log-stream.ts';

const reconnectMs = 1_000;
/** Lines read of a pod that was already running when following began. */
const tailLines = 20;
/** A sidecar's access log isn't what the wall looks for. */
const sidecars = new Set(['istio-proxy', 'linkerd-proxy']);

/** The log of one pod, being followed. */
export type FollowedPod = {
  /** Its stream is open. */
  readonly isOpen: () => boolean;
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

/** Follows one pod until it is gone or stopped; every failure is waited out and taken up again where it was. */
export function followPod(
  connection: Connection,
  pod: V1Pod,
  isOld: boolean,
  onEntry: (entry: LogEntry) => void,
): FollowedPod {
  const name = pod.metadata?.name ?? '';
  const app = pod.metadata?.labels?.app ?? null;
  const query = { container: mainContainer(pod), follow: 'true', timestamps: 'true' };
  const place = new PodLogPlace();
  const stopped = new AbortController();
  const now: { stream: AbortController; isOpen: boolean; fault: Fault | null } = {
    ...{ stream: new AbortController(), isOpen: false, fault: null },
  };
  const take = (line: string, bytes: number): void => {
    const space = line.indexOf(' ');
    const at = line.slice(0, space);
    if (space <= 0 || !place.isNew(at)) return;
    const said = line.slice(space + 1);
    const text = Buffer.byteLength(line) < bytes ? withLength(said, bytes - space - 1) : said;
    onEntry({ atMs: Date.parse(at), pod: name, app, level: null, text });
  };
  const run = async (): Promise<void> => {
    for (let failures = 0, isFirst = true; !stopped.signal.aborted; isFirst = false) {
      now.stream = new AbortController();
      place.resume();
      const since = place.since();
      const from: Record<string, string> =
        since !== null ? { sinceTime: since } : isFirst && isOld ? { tailLines: String(tailLines) } : {};
      const signal = AbortSignal.any([stopped.signal, now.stream.signal]);
      const onOpen = (): void => void Object.assign(now, { isOpen: true, fault: null });
      const end = await streamPodLog(connection, name, { ...query, ...from }, signal, { onOpen, onLine: take });
      now.isOpen = false;
      if (end.kind === 'gone') return;
      now.fault = end.kind === 'failed' ? end.fault : null;
      failures = end.kind === 'failed' ? failures + 1 : 0;
      await pause(failures === 0 ? reconnectMs : backOffMs(failures, reconnectMs, now.fault), stopped.signal);
    }
  };
  void run();
  return {
    isOpen: () => now.isOpen,
    fault: () => now.fault,
    again: () => now.stream.abort(),
    stop: () => stopped.abort(),
  };
}
