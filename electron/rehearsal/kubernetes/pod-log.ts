import type { JsonObject } from '../json.ts';
import { isObject, listAt, textAt } from '../json.ts';
import type { Exchange } from '../server/exchange.ts';
import { nameOf } from './object.ts';
import { theResource } from './resource.ts';
import { badRequest } from './status.ts';
import type { Store } from './store.ts';

export type LogLine = { readonly atMs: number; readonly text: string };

/** Where the lines of a pod come from: those written in a span of real time, oldest first. */
export interface LogSource {
  between(pod: JsonObject, fromMs: number, toMs: number): LogLine[];
}

const FOLLOW_EVERY_MS = 250;

function runningSince(pod: JsonObject, container: string): number | null {
  const status = listAt(pod, 'status', 'containerStatuses').find((each) => textAt(each, 'name') === container);
  const startedAt =
    textAt(status, 'state', 'running', 'startedAt') || textAt(status, 'lastState', 'terminated', 'startedAt');
  return startedAt ? Date.parse(startedAt) : null;
}

function containerOf(pod: JsonObject, asked: string): string {
  const names = listAt(pod, 'spec', 'containers')
    .filter(isObject)
    .map((each) => textAt(each, 'name'));
  if (asked && !names.includes(asked)) throw badRequest(`container ${asked} is not valid for pod ${nameOf(pod)}`);
  return asked || (names[0] ?? '');
}

/** GET .../pods/NAME/log: `container`, `tailLines`, `limitBytes`, `sinceSeconds`, `sinceTime`, `timestamps`, `follow`. */
export function sendLog(store: Store, source: LogSource, pod: JsonObject, exchange: Exchange): void {
  const { query, response } = exchange;
  const container = containerOf(pod, query.get('container') ?? '');
  const startedMs = runningSince(pod, container);
  if (startedMs === null) {
    const waiting = listAt(pod, 'status', 'containerStatuses').find((each) => textAt(each, 'name') === container);
    const why = textAt(waiting, 'state', 'waiting', 'reason');
    const trouble = why.includes('Image') ? 'trying and failing to pull image' : 'ContainerCreating';
    throw badRequest(`container "${container}" in pod "${nameOf(pod)}" is waiting to start: ${trouble}`);
  }
  const sinceSeconds = query.get('sinceSeconds');
  const sinceTime = query.get('sinceTime');
  const sinceMs = sinceSeconds ? Date.now() - Number(sinceSeconds) * 1_000 : sinceTime ? Date.parse(sinceTime) : 0;
  const write = (line: LogLine) =>
    `${query.get('timestamps') === 'true' ? `${new Date(line.atMs).toISOString()} ` : ''}${line.text}\n`;

  let reachedMs = Date.now();
  let lines = source.between(pod, Math.max(startedMs, sinceMs), reachedMs).map(write);
  const tail = query.get('tailLines');
  if (tail !== null) lines = Number(tail) > 0 ? lines.slice(-Number(tail)) : [];
  const limit = query.get('limitBytes');
  const text = limit === null ? lines.join('') : lines.join('').slice(0, Number(limit));
  if (query.get('follow') !== 'true' && query.get('follow') !== '1') {
    exchange.text(200, text, { 'content-type': 'text/plain' });
    return;
  }

  response.writeHead(200, { 'content-type': 'text/plain', 'transfer-encoding': 'chunked' });
  response.flushHeaders();
  if (text) response.write(text);
  const timer = setInterval(() => {
    const now = Date.now();
    const next = source.between(pod, reachedMs, now).map(write).join('');
    reachedMs = now;
    if (next && !response.destroyed) response.write(next);
    const isGone = !store.get(theResource('pods'), textAt(pod, 'metadata', 'namespace'), nameOf(pod));
    if (isGone) response.end();
  }, FOLLOW_EVERY_MS);
  response.once('close', () => clearInterval(timer));
}
