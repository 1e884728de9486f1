import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { pause } from '../../outcome.ts';
import type { Connection } from '../connection.ts';
import type { JsonObject } from '../json-object.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { FollowState } from './followed.ts';
import { listAll } from './paged-list.ts';
import { type WatchEnd, type Watched, watchOnce } from './watch-once.ts';

/** However soon a server ends its watches or forgets its versions, it is asked anew no sooner than this, real ms. */
const LEAST_APART_MS = 500;

export type ReflectorParts<T> = {
  readonly connection: Connection;
  /** Where the kind lies; asked for again as long as that isn't known. `isLost`: it isn't any more where it was. */
  readonly find: (isLost: boolean) => Promise<Result<ResourceKind, Fault>>;
  /** A field selector and the like. */
  readonly query: Readonly<Record<string, string>>;
  readonly lighter: Watched['lighter'];
  /** What is kept of an object; null: nothing. */
  readonly slim: (object: JsonObject) => T | null;
  readonly changed: () => void;
  readonly waitMs: (failures: number, fault: Fault) => number;
  readonly signal: AbortSignal;
};
type Standing = Omit<FollowState, 'kind'>;

/** Keeps what a namespace has of one kind: a list, then what changes; a list again when the server has forgotten where we were. */
export class Reflector<T extends { readonly name: string }> {
  readonly #parts: ReflectorParts<T>;
  #objects = new Map<string, T>();
  #of: ResourceKind | null = null;
  #isLost = false;
  /** Null: to be listed. */
  #version: string | null = null;
  #failures = 0;
  #standing: Standing = { state: 'starting', aliveAt: null, fault: null, retryInMs: null };

  constructor(parts: ReflectorParts<T>) {
    this.#parts = parts;
  }

  get objects(): ReadonlyMap<string, T> {
    return this.#objects;
  }

  get standing(): Standing {
    return this.#standing;
  }

  /** Until the signal is aborted. What it throws is a bug. */
  async run(): Promise<void> {
    const { signal } = this.#parts;
    while (!signal.aborted) {
      const startedAt = performance.now();
      const end = await this.#step();
      if (signal.aborted) return;
      if (end.kind === 'expired') this.#version = null;
      if (end.kind === 'failed') await this.#wait(end.fault);
      else if (end.kind !== 'listed')
        await pause(Math.max(0, LEAST_APART_MS - (performance.now() - startedAt)), signal);
    }
  }

  async #step(): Promise<WatchEnd | { readonly kind: 'listed' }> {
    const { connection, query, lighter, find, signal } = this.#parts;
    if (this.#of === null) {
      const found = await find(this.#isLost);
      if (!found.ok) return { kind: 'failed', fault: found.error };
      this.#of = found.value;
    }
    const asked = { of: this.#of, query };
    if (this.#version === null) return this.#list(asked);
    const listener = {
      changed: (type: string, object: JsonObject) => this.#change(type, object),
      alive: (version: string | null) => this.#alive(version),
    };
    return watchOnce(connection, { ...asked, lighter }, this.#version, listener, signal);
  }

  async #list(asked: {
    of: ResourceKind;
    query: Readonly<Record<string, string>>;
  }): Promise<WatchEnd | { kind: 'listed' }> {
    const { connection, slim, changed, signal } = this.#parts;
    // What was known stays until the list is whole.
    const fresh = new Map<string, T>();
    const page = (objects: readonly JsonObject[]): void => {
      for (const object of objects) {
        const kept = slim(object);
        if (kept !== null) fresh.set(kept.name, kept);
      }
    };
    const listed = await listAll(connection, asked, { page, again: () => fresh.clear() }, signal);
    if (!listed.ok) return { kind: 'failed', fault: listed.error };
    this.#objects = fresh;
    this.#alive(listed.value);
    changed();
    return { kind: 'listed' };
  }

  #change(type: string, object: JsonObject): void {
    const kept = this.#parts.slim(object);
    if (kept === null) return;
    if (type === 'DELETED') this.#objects.delete(kept.name);
    else this.#objects.set(kept.name, kept);
    this.#parts.changed();
  }

  #alive(version: string | null): void {
    if (version !== null) this.#version = version;
    this.#failures = 0;
    this.#standing = { state: 'live', aliveAt: Date.now(), fault: null, retryInMs: null };
  }

  async #wait(fault: Fault): Promise<void> {
    const { waitMs, signal } = this.#parts;
    this.#failures += 1;
    // The version it was served in is gone, or the kind is: where it lies is asked for again.
    if (fault.cause === 'not-found') [this.#isLost, this.#of, this.#version] = [this.#of !== null, null, null];
    // What can't be gone on with is begun anew, as well as what fails again and again.
    if (fault.cause === 'unexpected' || fault.cause === 'invalid' || this.#failures > 3) this.#version = null;
    const retryInMs = waitMs(this.#failures, fault);
    const state = fault.cause === 'not-found' ? 'left-out' : 'failing';
    this.#standing = {
      state,
      aliveAt: this.#standing.aliveAt,
      fault,
      retryInMs: state === 'failing' ? retryInMs : null,
    };
    await pause(retryInMs, signal);
  }
}
