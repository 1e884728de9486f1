import type { JudgedMetric, ReadinessCheck, ReadinessVerdict } from './judged.ts';

/** The last judgements that became events: one each time a verdict changes. */
export type SignalState = {
  readonly canary: { readonly at: number; readonly metrics: readonly JudgedMetric[] } | null;
  readonly readiness: {
    readonly at: number;
    readonly verdict: ReadinessVerdict;
    readonly checks: readonly ReadinessCheck[];
  } | null;
  readonly baseline: {
    readonly at: number;
    readonly p95Ms: Readonly<Record<string, number>>;
    readonly errorRatePercent: Readonly<Record<string, number>>;
    readonly samples: number;
  } | null;
  /** While our own checks and the public status page don't agree, from two minutes on. */
  readonly disagreement: { readonly at: number; readonly since: number; readonly text: string } | null;
};
export const emptySignal: SignalState = { canary: null, readiness: null, baseline: null, disagreement: null };
