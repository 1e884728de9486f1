import type { ProbeVerdict } from './verdict.ts';

/** What the machine last said of an item: recorded when the verdict changes, or when a person ticks by it. */
export type ProbeEntry = { readonly verdict: ProbeVerdict; readonly text: string; readonly at: number };
/** By item; an item without a probe, or whose probe has not run yet, isn't in the record. */
export type ProbeState = { readonly byItem: Readonly<Record<string, ProbeEntry>> };
export const emptyProbes: ProbeState = { byItem: {} };
