import { performance } from 'node:perf_hooks';
import type { ProbeResult } from '#shared/contract/observations.ts';
import type { ProbeSpec } from '#shared/domain/plan/probe.ts';
import { spoken } from '#shared/views/format/duration.ts';
import { without } from '../adapters/redact.ts';
import { look } from './catalogue.ts';
import { type Finding, unknown } from './finding.ts';
import type { ProbeParts } from './parts.ts';

/** As much as the record takes of it, and more than anybody reads. */
const MAX_TEXT = 600;
/** A look that was given up may still say in its own words what it waited for. */
const LAST_WORDS_MS = 100;

export type LookingOnce = {
  /** What there is to look with, now. */
  readonly parts: () => ProbeParts;
  readonly secrets: readonly string[];
  readonly bug: (error: unknown) => void;
};

/**
 * Runs a probe once. Its time limit is real time and holds also where a library doesn't hear a signal; what went wrong
 * in our own code is unknown and told to `bug`. `ended` resolves when nothing of it is left, e.g. its program.
 */
export function lookOnce(
  { check, timeoutMs }: ProbeSpec,
  { parts: partsNow, secrets, bug }: LookingOnce,
  signal: AbortSignal,
): { readonly result: Promise<ProbeResult>; readonly ended: Promise<void> } {
  const parts = partsNow();
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const startedAt = performance.now();
  const looking = look(check, parts, limit).catch((error: unknown): Finding => {
    if (limit.aborted) return late(timeoutMs);
    bug(error);
    return unknown('The probe itself failed: this is a fault of the console.');
  });
  const finding = Promise.race([looking, givenUp(limit, timeoutMs)]);
  const result = finding.then(({ verdict, text, latencyMs }) => ({
    at: parts.clock.now(),
    verdict,
    text: without(secrets, text).slice(0, MAX_TEXT),
    latencyMs: latencyMs ?? (verdict === 'unknown' ? null : Math.round(performance.now() - startedAt)),
  }));
  return { result, ended: looking.then(() => undefined) };
}

const late = (timeoutMs: number): Finding =>
  unknown(`No answer within ${timeoutMs < 1000 ? `${timeoutMs} ms` : spoken(timeoutMs)}.`);

const givenUp = (limit: AbortSignal, timeoutMs: number): Promise<Finding> =>
  new Promise((resolve) => {
    const giveUp = () => setTimeout(() => resolve(late(timeoutMs)), LAST_WORDS_MS);
    if (limit.aborted) giveUp();
    else limit.addEventListener('abort', giveUp, { once: true });
  });
