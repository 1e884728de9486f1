import type { SourceKind, SourceState } from '#shared/contract/observed/source.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { isTooOld } from '#shared/signals/sustained.ts';
import type { Clock } from '../clock.ts';

/** However often something is asked, an answer over a network can take this long, real ms. */
const LEAST_INTERVAL_MS = 1000;

export type SourceAbout = {
  readonly id: string;
  readonly kind: SourceKind;
  readonly title: string;
  /** How far apart its answers come at best, real ms. */
  readonly everyMs: number;
};
type Source = Omit<SourceState, 'everyMs'> & { readonly everyRealMs: number };

/** How every source stands: the one place where feeds report, and which every screen shows. */
export class Sources {
  readonly #clock: Clock;
  readonly #byId = new Map<string, Source>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** It answered. `partial` says what was missing from the answer. */
  live(about: SourceAbout, partial: string | null = null): void {
    const now = this.#clock.now();
    this.#set(about, 'live', { seenAt: now, fault: null, partial, retryAt: null, why: null });
  }

  /** It failed, and is asked again in `retryInMs` of real time. */
  failing(about: SourceAbout, fault: Fault, retryInMs: number = about.everyMs): void {
    const now = this.#clock.now();
    const retryAt = now + Math.round(retryInMs * this.#clock.facts.speed);
    this.#set(about, 'failing', { fault, retryAt, partial: null, why: null }, now);
  }

  /** It isn't asked, and why. */
  off(about: SourceAbout, why: string): void {
    this.#set(about, 'off', { fault: null, retryAt: null, partial: null, why });
  }

  /** It answered, or failed with a fault. */
  answered(about: SourceAbout, fault: Fault | null): void {
    if (fault === null) this.live(about);
    else this.failing(about, fault);
  }

  /** Nobody asks it any more. */
  forget(id: string): void {
    this.#byId.delete(id);
  }

  one(id: string): SourceState | undefined {
    return this.all().find((source) => source.id === id);
  }

  /** In the order in which they were first heard of. One that has not answered for three of its intervals is stale (product §7). */
  all(): readonly SourceState[] {
    const now = this.#clock.now();
    return [...this.#byId.values()].map(({ everyRealMs, ...source }) => {
      const everyMs = Math.round(Math.max(everyRealMs, LEAST_INTERVAL_MS) * this.#clock.facts.speed);
      const isOld = source.seenAt !== null && isTooOld(source.seenAt, now, everyMs);
      return source.state === 'live' && isOld
        ? { ...source, everyMs, state: 'stale' as const }
        : { ...source, everyMs };
    });
  }

  #set(
    { id, kind, title, everyMs }: SourceAbout,
    state: 'live' | 'failing' | 'off',
    seen: Partial<Pick<Source, 'seenAt'>> & Pick<Source, 'fault' | 'retryAt' | 'partial' | 'why'>,
    now: number = this.#clock.now(),
  ): void {
    const before = this.#byId.get(id);
    const since = before?.state === state ? before.since : now;
    const seenAt = seen.seenAt ?? before?.seenAt ?? null;
    this.#byId.set(id, { ...seen, id, kind, title, state, since, seenAt, everyRealMs: everyMs });
  }
}
