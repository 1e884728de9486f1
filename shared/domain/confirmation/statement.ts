import { z } from 'zod';
import { err, ok, type Result } from '../../lib/result.ts';
import { type Refusal, refusal } from '../../lib/trouble.ts';

export const StatementKind = z.enum([
  'confirm',
  'deny',
  'vote',
  'countersign',
  'sign-off',
  'tick',
  'override',
  'adopt',
  'roster',
  'witness',
  'handover',
  'revoke',
  'redact',
  'break-glass',
]);
export type StatementKind = z.infer<typeof StatementKind>;

/** What a person signs (authority.md, "A confirmation"). Every field is checked on accepting and again on acting. */
export const Statement = z.strictObject({
  format: z.literal(1),
  kind: StatementKind,
  launch: z.string(),
  environment: z.enum(['rehearsal', 'production']),
  /** UID of the cluster's kube-system namespace; empty where no cluster is concerned yet. */
  cluster: z.string(),
  /** Gate, action, decision, item or person it is about. */
  subject: z.string(),
  attempt: z.number().int().nonnegative(),
  /** Hash of the plan, or the goal or state as it was shown. */
  shown: z.string(),
  person: z.string(),
  role: z.string(),
  console: z.string(),
  /** Launch time, epoch ms. */
  at: z.number().int(),
  expiresAt: z.number().int(),
  /** Used once. */
  nonce: z.string(),
});
export type Statement = z.infer<typeof Statement>;

/** A statement as it was signed: the exact bytes (UTF-8 of `text`) and the Ed25519 signature, base64url. */
export const Signed = z.strictObject({ text: z.string(), signature: z.string() });
export type Signed = z.infer<typeof Signed>;

const fields = Object.keys(Statement.shape) as (keyof Statement)[];

/** The bytes that are signed: the fields in their one order, as JSON. */
export const statementText = (statement: Statement): string =>
  JSON.stringify(fields.map((field) => [field, statement[field]]));

/** Reads a signed text back; anything that isn't exactly what {@link statementText} writes is refused. */
export function parseStatement(text: string): Result<Statement, Refusal> {
  const bad = err(
    refusal('statement-unreadable', 'The signed statement can not be read.', 'Ask for it to be signed again.'),
  );
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return bad;
  }
  const entries = z.array(z.tuple([z.string(), z.unknown()])).safeParse(raw);
  if (!entries.success) return bad;
  const statement = Statement.safeParse(Object.fromEntries(entries.data));
  return statement.success && statementText(statement.data) === text ? ok(statement.data) : bad;
}
