import { z } from 'zod';
import { DurationMs } from './when.ts';

/** What a measured number has to satisfy: `< 0.8`, written as operator and number. */
export const Comparison = z.strictObject({
  operator: z.enum(['<', '<=', '>', '>=', '==', '!=']),
  value: z.number(),
});
export type Comparison = z.infer<typeof Comparison>;

const names = z.array(z.string().min(1)).min(1);

/** What a machine can look at for an item, with the launch's variables filled in (product §3 "Probes"). */
export const ProbeCheck = z.discriminatedUnion('kind', [
  /** The certificate chain is trusted, fits the name, and is valid for at least `validForMs` more. */
  z.strictObject({
    kind: z.literal('tls'),
    host: z.string(),
    port: z.number().int(),
    validForMs: DurationMs,
  }),
  /** The name resolves; `expected` has to be among the answers; `server` is asked instead of the system's resolver. */
  z.strictObject({
    kind: z.literal('dns'),
    name: z.string(),
    record: z.enum(['A', 'AAAA', 'CNAME', 'TXT']),
    expected: z.string().optional(),
    server: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('http'),
    url: z.string(),
    status: z.number().int(),
    contains: z.string().optional(),
    withinMs: DurationMs.optional(),
  }),
  /** Every pod of these Deployments is ready and none is crashing. */
  z.strictObject({ kind: z.literal('pods-healthy'), deployments: names }),
  /** The Deployments are there and say `Available`; `replicas` when that many are wanted, e.g. 0 of a canary. */
  z.strictObject({
    kind: z.literal('deployment-available'),
    deployments: names,
    replicas: z.number().int().nonnegative().optional(),
  }),
  /** Each image lies on a node, runs in a pod, or its registry says that it can be pulled. */
  z.strictObject({ kind: z.literal('image'), images: names }),
  /** Each autoscaler says that it is able to scale and gets its metrics. */
  z.strictObject({ kind: z.literal('autoscaler'), names }),
  /** A Job has succeeded; `withinMs`: no longer ago than this. */
  z.strictObject({ kind: z.literal('job'), job: z.string(), withinMs: DurationMs.optional() }),
  /** Secrets are there; their values are never read. */
  z.strictObject({ kind: z.literal('secret'), secrets: names }),
  z.strictObject({ kind: z.literal('flags'), flags: names, environment: z.string(), on: z.boolean() }),
  /** Every value of the query satisfies the comparison; no value is unknown, never good. */
  z.strictObject({ kind: z.literal('prometheus'), query: z.string(), holds: Comparison }),
  /** No alert that fits the matchers is firing. */
  z.strictObject({ kind: z.literal('alertmanager'), matchers: z.array(z.string()) }),
  /** A vendor's status page in the Statuspage summary format says that all is well; `component` looks at one of it. */
  z.strictObject({
    kind: z.literal('vendor-status'),
    vendor: z.string(),
    page: z.string(),
    component: z.string().optional(),
  }),
  /** This machine's clock is off by no more than this from an NTP server's. */
  z.strictObject({ kind: z.literal('ntp'), server: z.string(), withinMs: DurationMs }),
  /** Every channel with a connector answers to a call that sends nothing. */
  z.strictObject({ kind: z.literal('channels'), channels: names }),
  /** A program of the team, allowed by the pack and pinned: it runs only if its file has this SHA-256 (hex). */
  z.strictObject({
    kind: z.literal('command'),
    program: z.string(),
    arguments: z.array(z.string()),
    sha256: z.string(),
  }),
  /** A rollback would work now (product §6 "Readiness"). */
  z.strictObject({ kind: z.literal('rollback-ready') }),
]);
export type ProbeCheck = z.infer<typeof ProbeCheck>;
export type ProbeKind = ProbeCheck['kind'];

/** A check the machine runs itself for an item; the person still ticks. */
export const ProbeSpec = z.strictObject({
  check: ProbeCheck,
  /** How often it runs by itself. */
  everyMs: DurationMs,
  /** After this it has failed to answer. */
  timeoutMs: DurationMs,
  /** `launch`: it is about the time before the first step, which changes what it looks at; from then on it rests. */
  until: z.literal('launch').optional(),
});
export type ProbeSpec = z.infer<typeof ProbeSpec>;
