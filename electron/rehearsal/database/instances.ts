import type { EnvironmentClock } from '../clock.ts';
import { shortName } from '../noise.ts';
import type { WorldDatabase } from '../world/world.ts';

/** Why something can't be done, with the status of the API that says so. */
export type Refused = { readonly status: number; readonly message: string };
export type Operation = { readonly name: string; readonly target: string; readonly isDone: boolean };

type Instance = {
  readonly name: string;
  readonly database: WorldDatabase;
  readonly host: string;
  /** Launch time whose data it holds; null: it is the one in use, and holds what there is now. */
  readonly dataAtMs: number | null;
  /** Real time from which on it can be reached. */
  readonly readyAtMs: number;
};

/** How long a clone takes, real milliseconds: the one in life takes up to half an hour. */
const CLONE_MS = 4_000;

/** Where a clone is reached. */
const hostOf = (name: string): string => `${name}.sql.rehearsal.internal`;

/** The databases of the worlds, and the clones that are made of them at moments of the past. */
export class DatabaseInstances {
  readonly #clock: EnvironmentClock;
  readonly #cloneMs: number;
  readonly #instances = new Map<string, Instance>();
  readonly #operations = new Map<string, string>();

  constructor(databases: readonly WorldDatabase[], clock: EnvironmentClock, cloneMs = CLONE_MS) {
    this.#clock = clock;
    this.#cloneMs = cloneMs;
    for (const database of databases) {
      const { instance: name, host } = database;
      this.#instances.set(name, { name, database, host, dataAtMs: null, readyAtMs: 0 });
    }
  }

  get(name: string): Instance | undefined {
    return this.#instances.get(name);
  }

  isReady(instance: Instance): boolean {
    return Date.now() >= instance.readyAtMs;
  }

  /** The instance of a host name, reachable or not. */
  at(host: string): Instance | undefined {
    return [...this.#instances.values()].find((instance) => instance.host === host);
  }

  /** Launch time of the newest data that an instance holds. */
  dataAtMs(instance: Instance): number {
    return instance.dataAtMs ?? this.#clock.launchNow();
  }

  /** Begins a clone. The backup is the earliest moment that can be gone back to, the present the latest. */
  clone(source: string, name: string, pointInTime: string): Operation | Refused {
    const from = this.#instances.get(source);
    if (from === undefined) return { status: 404, message: 'The Cloud SQL instance does not exist.' };
    if (!/^[a-z][a-z0-9-]{0,96}[a-z0-9]$/.test(name))
      return { status: 400, message: `Invalid value for instance name: ${name}.` };
    if (this.#instances.has(name)) return { status: 409, message: 'The Cloud SQL instance already exists.' };
    const atMs = /^\d{4}-\d\d-\d\dT/.test(pointInTime) ? Date.parse(pointInTime) : Number.NaN;
    if (Number.isNaN(atMs)) return { status: 400, message: `Invalid value for pointInTime: "${pointInTime}".` };
    const earliest = this.#clock.startMs - from.database.backupMinutesBefore * 60_000;
    if (atMs > this.#clock.launchNow()) return { status: 400, message: 'The point in time lies in the future.' };
    if (atMs < earliest) {
      const message = `The point in time lies before the oldest backup (${new Date(earliest).toISOString()}).`;
      return { status: 400, message };
    }
    const readyAtMs = Date.now() + this.#cloneMs;
    this.#instances.set(name, { name, database: from.database, host: hostOf(name), dataAtMs: atMs, readyAtMs });
    const operation = `clone-${shortName(12, source, name)}`;
    this.#operations.set(operation, name);
    return { name: operation, target: name, isDone: false };
  }

  operation(name: string): Operation | undefined {
    const target = this.#operations.get(name);
    const instance = this.#instances.get(target ?? '');
    return target === undefined || instance === undefined
      ? undefined
      : { name, target, isDone: this.isReady(instance) };
  }
}
