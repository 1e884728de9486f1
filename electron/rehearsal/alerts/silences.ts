import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '../json.ts';
import type { Labels } from '../traffic/series.ts';

const Matcher = z.strictObject({
  name: z.string().min(1),
  value: z.string(),
  isRegex: z.boolean(),
  isEqual: z.boolean().default(true),
});
const Moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const Posted = z.strictObject({
  id: z.string().optional(),
  matchers: z.array(Matcher).min(1),
  startsAt: Moment,
  endsAt: Moment,
  createdBy: z.string(),
  comment: z.string(),
});
type Silence = Omit<z.infer<typeof Posted>, 'id'> & { readonly id: string; readonly updatedAt: number };

/** What can't be a silence; `status` is Alertmanager's. */
export class BadSilence extends Error {
  override readonly name = 'BadSilence';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const fits = (labels: Labels, { name, value, isRegex, isEqual }: z.infer<typeof Matcher>): boolean => {
  const held = labels[name] ?? '';
  return (isRegex ? new RegExp(`^(?:${value})$`, 's').test(held) : held === value) === isEqual;
};
const iso = (ms: number): string => new Date(ms).toISOString();

/** Silences of the rehearsal's Alertmanager. As in the real one, asking twice makes two; their times are launch time. */
export class Silences {
  private readonly nowMs: () => number;
  private readonly all = new Map<string, Silence>();

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  /** Throws {@link BadSilence}: 422 for a body that isn't one, 400 for an end that has passed. */
  place(body: unknown): JsonObject {
    const posted = Posted.safeParse(body);
    if (!posted.success) {
      const issue = posted.error.issues[0];
      throw new BadSilence(422, `${issue?.path.join('.') ?? 'silence'} in body is invalid: ${issue?.message ?? ''}`);
    }
    const now = this.nowMs();
    const { id: _, startsAt, ...silence } = posted.data;
    if (silence.comment === '') throw new BadSilence(400, 'invalid silence: comment missing');
    if (silence.endsAt <= now) throw new BadSilence(400, 'failed to create silence: end time can not be in the past');
    const id = randomUUID();
    this.all.set(id, { ...silence, id, startsAt: Math.max(startsAt, now), updatedAt: now });
    return { silenceID: id };
  }

  list(): JsonObject[] {
    return [...this.all.values()].map((silence) => this.shown(silence));
  }

  one(id: string): JsonObject | null {
    const silence = this.all.get(id);
    return silence === undefined ? null : this.shown(silence);
  }

  /** Ends it now; false when there is none. */
  expire(id: string): boolean {
    const silence = this.all.get(id);
    const now = this.nowMs();
    if (silence !== undefined) this.all.set(id, { ...silence, endsAt: Math.min(silence.endsAt, now), updatedAt: now });
    return silence !== undefined;
  }

  /** Ids of those that hold an alert with these labels. */
  holding(labels: Labels): string[] {
    const held = [...this.all.values()].filter(
      (silence) => this.state(silence) === 'active' && silence.matchers.every((matcher) => fits(labels, matcher)),
    );
    return held.map(({ id }) => id);
  }

  private state({ startsAt, endsAt }: Silence): 'active' | 'pending' | 'expired' {
    const now = this.nowMs();
    if (endsAt <= now) return 'expired';
    return startsAt > now ? 'pending' : 'active';
  }

  private shown(silence: Silence): JsonObject {
    const { id, matchers, createdBy, comment, startsAt, endsAt, updatedAt } = silence;
    return {
      ...{ id, createdBy, comment, matchers: matchers.map((matcher) => ({ ...matcher })) },
      ...{ startsAt: iso(startsAt), endsAt: iso(endsAt), updatedAt: iso(updatedAt) },
      status: { state: this.state(silence) },
    };
  }
}
