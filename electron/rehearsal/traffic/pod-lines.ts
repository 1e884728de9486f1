import type { EnvironmentClock } from '../clock.ts';
import type { JsonObject } from '../json.ts';
import { labelsOf, nameOf, namespaceOf } from '../kubernetes/object.ts';
import type { LogLine, LogSource } from '../kubernetes/pod-log.ts';
import { chance, shortName } from '../noise.ts';
import type { Traffic } from './traffic.ts';

const LINE_EVERY_MS = 1_500;
const PATHS = [
  '/v1/session',
  '/v1/catalog',
  '/v1/search?q=night',
  '/v1/recommendations',
  '/v1/sync',
  '/v1/play',
  '/healthz',
];
const FAILURES = [
  'upstream connect error or disconnect/reset before headers',
  'context deadline exceeded while waiting for the database',
  'unexpected nil in response of content-service',
];

const pick = (list: readonly string[], ...words: readonly (string | number)[]): string =>
  list[Math.floor(chance(...words) * list.length)] ?? '';

/**
 * Log lines of pods: one about every 1.5 s of real time, of which as many are errors as the model's error rate says, at least one
 * in three hundred. The same moment of the same pod always has the same line.
 */
export function podLines(traffic: Traffic, clock: EnvironmentClock): LogSource {
  const lineAt = (pod: JsonObject, slot: number, atMs: number): LogLine => {
    const name = nameOf(pod);
    const { app = '', track = '' } = labelsOf(pod);
    const load = traffic.of(namespaceOf(pod))?.loadOf(app, track);
    const isError = chance(name, slot, 'error') < Math.max(1 / 300, Math.min(0.9, 4 * (load?.errorRatio ?? 0)));
    const path = pick(PATHS, name, slot, 'path');
    const tookMs = ((load?.medianMs ?? 20) * (0.5 + chance(name, slot, 'took') * 1.5)).toFixed(1);
    const launchTime = new Date(clock.toLaunch(atMs)).toISOString();
    const start = `${launchTime} ${isError ? 'ERROR' : 'INFO'} [${app}] request_id=${shortName(12, name, slot)}`;
    const text = isError
      ? `${start} GET ${path} 500 ${tookMs}ms error="${pick(FAILURES, name, slot, 'why')}"`
      : `${start} GET ${path} 200 ${tookMs}ms`;
    return { atMs, text };
  };
  return {
    between(pod, fromMs, toMs) {
      const name = nameOf(pod);
      const lines: LogLine[] = [];
      // Never more than an hour back: a pod's log is rotated.
      const first = Math.floor(Math.max(fromMs, toMs - 3_600_000) / LINE_EVERY_MS) - 1;
      for (let slot = first; slot * LINE_EVERY_MS <= toMs; slot += 1) {
        const atMs = Math.floor(slot * LINE_EVERY_MS + chance(name, slot, 'when') * LINE_EVERY_MS);
        if (atMs > fromMs && atMs <= toMs) lines.push(lineAt(pod, slot, atMs));
      }
      return lines;
    },
  };
}
