import { z } from 'zod';

const DurationMs = z.number().int().nonnegative();

/** What a monitor asks, as a user would (product §7). */
export const MonitorCheck = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('http'), url: z.string() }),
  z.strictObject({
    kind: z.literal('tls'),
    host: z.string(),
    port: z.number().int().positive(),
    /** With less left than this it is up, but to be seen to. */
    validForMs: DurationMs,
  }),
  z.strictObject({
    kind: z.literal('dns'),
    name: z.string(),
    record: z.enum(['A', 'AAAA', 'CNAME', 'TXT']),
    /** What has to be among the answers. */
    expected: z.string().optional(),
    /** `host` or `host:port`; this machine's own resolver when left out. */
    server: z.string().optional(),
  }),
]);
export type MonitorCheck = z.infer<typeof MonitorCheck>;

/** A monitor of ours from outside, looked at on its own schedule. */
export const Monitor = z.strictObject({
  id: z.string(),
  title: z.string(),
  /** How far apart its looks are, launch time. */
  everyMs: DurationMs,
  /** An answer that takes longer is slow; real time, as networks live in it. */
  withinMs: DurationMs.optional(),
  check: MonitorCheck,
});
export type Monitor = z.infer<typeof Monitor>;
