import type { ObservationBatch, Readiness } from '#shared/contract/observations.ts';
import { isFresh } from './signals/freshness.ts';

export type RollbackButton = {
  readonly label: string;
  readonly tone: 'good' | 'act' | 'unknown';
  /** What is missing, in words; empty when ready. */
  readonly missing: string;
  /** How long it would take, milliseconds; null where none was measured yet. */
  readonly estimateMs: number | null;
};

/** The proof is renewed about once a minute; a rollback plan counts as proven for three (reconciled 29). */
export const PROVEN_FOR_MS = 180_000;

/** What the rollback button says. It never goes grey: it says what is missing. */
export function rollbackButton(latest: ObservationBatch | null, now: number): RollbackButton {
  const readiness: Readiness | null = latest?.readiness ?? null;
  if (readiness === null || readiness.state === 'unknown' || !isFresh(readiness.provenAt, now, PROVEN_FOR_MS))
    return { label: 'ROLLBACK', tone: 'unknown', missing: 'readiness not proven', estimateMs: null };
  if (readiness.state === 'ready')
    return { label: 'ROLLBACK READY', tone: 'good', missing: '', estimateMs: readiness.estimateMs };
  const wrong = readiness.checks.filter((check) => check.state === 'act' || check.state === 'unknown');
  return {
    label: 'ROLLBACK NOT READY',
    tone: 'act',
    missing: wrong.map((check) => check.title).join(', ') || 'a check fails',
    estimateMs: readiness.estimateMs,
  };
}
