import { z } from 'zod';

/** What shows that an item is so (product §3). A file is copied into the launch's folder and named by its hash. */
export const Evidence = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string().trim().min(1).max(4000) }),
  z.strictObject({
    kind: z.literal('link'),
    url: z
      .string()
      .max(2000)
      .regex(/^https?:\/\/\S+$/),
  }),
  z.strictObject({
    kind: z.literal('file'),
    name: z.string().min(1).max(200),
    /** Hex. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    bytes: z.number().int().nonnegative(),
  }),
]);
export type Evidence = z.infer<typeof Evidence>;

/** Evidence as it is signed: a word each, a file by its hash. */
export const evidenceText = (evidence: readonly Evidence[]): string =>
  evidence
    .map((one) => (one.kind === 'file' ? one.sha256 : one.kind === 'link' ? one.url : JSON.stringify(one.text)))
    .join(' ');
