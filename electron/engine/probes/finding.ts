import type { ProbeVerdict } from '#shared/domain/probe/verdict.ts';
import type { Fault } from '#shared/lib/trouble.ts';

/** What one look has found, as people read it. `latencyMs` is real time; null when nothing answered. */
export type Finding = {
  readonly verdict: ProbeVerdict;
  readonly text: string;
  readonly latencyMs: number | null;
};

export const found = (verdict: ProbeVerdict, text: string, latencyMs: number | null = null): Finding => ({
  verdict,
  text,
  latencyMs,
});
export const good = (text: string, latencyMs: number | null = null): Finding => found('good', text, latencyMs);
export const bad = (text: string, latencyMs: number | null = null): Finding => found('bad', text, latencyMs);
export const unknown = (text: string, latencyMs: number | null = null): Finding => found('unknown', text, latencyMs);

/** What doesn't answer is unknown, with why and what to do. */
export const noAnswer = ({ message, hint }: Fault): Finding => unknown([message, hint].filter(Boolean).join(' '));
