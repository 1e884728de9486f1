import type { KeepSecretsMessage, SecretsMessage } from '#shared/contract/envelope.ts';
import type { KeychainFacts, SecretFacts } from '#shared/contract/settings-facts.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Keychain } from './keychain.ts';
import type { Sealed, SecretsFile } from './secrets-file.ts';

type Held = { readonly value: string; readonly setAt: number; readonly receiver?: string | undefined };

const FILE_BROKEN =
  'The file of saved secrets (secrets.json) can’t be read. It is left as it is; what you enter now is kept for this session only.';

const notKept = (message: string, hint: string, error: unknown): Fault => ({
  ...{ kind: 'fault', cause: 'disk', message, hint, retryable: true },
  raw: (error instanceof Error ? error.message : String(error)).slice(0, 300),
});

/**
 * The secrets of this console's connections: opened once at the start, entered by windows, kept when their source is
 * saved. Values leave it for the engine alone. What can't be opened stays on disk as it is, whatever else happens.
 */
export class SecretStore {
  readonly #keychain: Keychain;
  readonly #file: SecretsFile;
  readonly #now: () => number;
  readonly #sealed: Map<string, Sealed>;
  readonly #isFileWhole: boolean;
  /** What can be used now: opened from disk, or of this session. */
  readonly #open = new Map<string, Held>();
  readonly #entered = new Map<string, Held>();
  /** One keeping after the other: two at once would each write without the other's. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(keychain: Keychain, file: SecretsFile, now: () => number) {
    this.#keychain = keychain;
    this.#file = file;
    this.#now = now;
    const read = file.read();
    this.#isFileWhole = read !== null;
    this.#sealed = new Map(read);
  }

  /** Opens what this keychain sealed; what it doesn't give out is said, and kept (trust C2, C3). */
  static async open(keychain: Keychain, file: SecretsFile, now: () => number): Promise<SecretStore> {
    const store = new SecretStore(keychain, file, now);
    for (const [name, { backend, ciphertext, setAt, receiver }] of store.#sealed) {
      if (backend !== keychain.backend) continue;
      const value = await keychain.decrypt(Buffer.from(ciphertext, 'base64')).catch(() => null);
      if (value !== null) store.#open.set(name, { value, setAt, receiver });
    }
    return store;
  }

  get #isKeeping(): boolean {
    return this.#keychain.backend !== null && this.#isFileWhole;
  }

  enter(name: string, value: string): void {
    this.#entered.set(name, { value, setAt: this.#now() });
  }

  /** Forgets what was entered and not saved. */
  drop(name: string): void {
    this.#entered.delete(name);
  }

  /** Keeps what was entered for a source that was saved; null when all of it is where it belongs. */
  keep(what: Omit<KeepSecretsMessage, 'kind' | 'id'>): Promise<Fault | null> {
    const done = this.#turn.then(() => this.#keepNow(what));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #keepNow(what: Omit<KeepSecretsMessage, 'kind' | 'id'>): Promise<Fault | null> {
    const { entered, found, forget, receivers = {} } = what;
    const wanted = new Map<string, Held>();
    for (const [name, value] of Object.entries(found)) wanted.set(name, { value, setAt: this.#now() });
    const taken = new Map(entered.map((name) => [name, this.#entered.get(name)]));
    for (const [name, held] of taken) if (held !== undefined) wanted.set(name, held);
    for (const [name, held] of wanted)
      if (Object.hasOwn(receivers, name)) wanted.set(name, { ...held, receiver: receivers[name] });
    const trouble = await this.#keepOnDisk(wanted, forget);
    if (trouble !== null) return trouble;
    for (const [name, held] of wanted) this.#open.set(name, held);
    // What was entered anew meanwhile is not saved yet.
    for (const [name, held] of taken) if (this.#entered.get(name) === held) this.#entered.delete(name);
    for (const name of forget) this.#open.delete(name);
    return null;
  }

  /** Sealing takes a keychain; to forget takes none. */
  #keepOnDisk(wanted: ReadonlyMap<string, Held>, forget: readonly string[]): Promise<Fault | null> {
    if (this.#isKeeping) return this.#write(wanted, forget);
    const isOnDisk = this.#isFileWhole && forget.some((name) => this.#sealed.has(name));
    return isOnDisk ? this.#write(new Map(), forget) : Promise.resolve(null);
  }

  async #write(wanted: ReadonlyMap<string, Held>, forget: readonly string[]): Promise<Fault | null> {
    const backend = this.#keychain.backend ?? '';
    const next = new Map(this.#sealed);
    try {
      for (const [name, { value, setAt, receiver }] of wanted) {
        const ciphertext = (await this.#keychain.encrypt(value)).toString('base64');
        next.set(name, { backend, ciphertext, setAt, ...(receiver === undefined ? {} : { receiver }) });
      }
    } catch (error) {
      const hint = 'Unlock the keychain, then save again. Nothing was changed.';
      return notKept(`The keychain (${backend}) did not take the secret.`, hint, error);
    }
    for (const name of forget) next.delete(name);
    try {
      this.#file.write(next);
    } catch (error) {
      const hint = 'See that the disk has room and the profile’s folder may be written, then save again.';
      return notKept('The secrets could not be written.', hint, error);
    }
    this.#sealed.clear();
    for (const [name, sealed] of next) this.#sealed.set(name, sealed);
    return null;
  }

  /** Everything for the engine. The only place where values leave. */
  message(): SecretsMessage {
    const values = (from: ReadonlyMap<string, Held>): Record<string, string> =>
      Object.fromEntries([...from].map(([name, { value }]) => [name, value]));
    const receivers = [...this.#open].flatMap(([name, { receiver }]) =>
      receiver === undefined ? [] : [[name, receiver]],
    );
    return {
      ...{ kind: 'secrets', kept: values(this.#open), entered: values(this.#entered) },
      ...{ receivers: Object.fromEntries(receivers), facts: this.facts() },
    };
  }

  /** Names and states, for windows. */
  facts(): KeychainFacts {
    const names = [...new Set([...this.#sealed.keys(), ...this.#open.keys(), ...this.#entered.keys()])].sort();
    return {
      backend: this.#isKeeping ? this.#keychain.backend : null,
      trouble: this.#trouble(),
      secrets: names.map((name) => this.#one(name)),
    };
  }

  #one(name: string): SecretFacts {
    const entered = this.#entered.get(name);
    if (entered !== undefined) return { name, state: 'entered', backend: null, setAt: entered.setAt };
    const sealed = this.#sealed.get(name);
    const open = this.#open.get(name);
    if (sealed === undefined || open?.setAt !== sealed.setAt) {
      if (open !== undefined) return { name, state: 'session', backend: null, setAt: open.setAt };
      const { backend = null, setAt = 0 } = sealed ?? {};
      return { name, state: backend === this.#keychain.backend ? 'unreadable' : 'elsewhere', backend, setAt };
    }
    return { name, state: 'kept', backend: sealed.backend, setAt: sealed.setAt };
  }

  #trouble(): string | null {
    if (!this.#isFileWhole) return FILE_BROKEN;
    const closed = [...this.#sealed].filter(([name]) => !this.#open.has(name));
    const elsewhere = [...new Set(closed.map(([, { backend }]) => backend))].filter(
      (backend) => backend !== this.#keychain.backend,
    );
    if (elsewhere.length > 0) {
      const today = this.#keychain.backend ?? 'no keychain';
      const moved = `Secrets are saved under ${elsewhere.join(', ')}, now it is ${today}. They are kept: start Tminus in that session to use them, or enter them again.`;
      return this.#keychain.trouble === null ? moved : `${this.#keychain.trouble} ${moved}`;
    }
    if (closed.length > 0)
      return `The keychain (${this.#keychain.backend ?? ''}) does not give out ${closed.map(([name]) => name).join(', ')}: it is locked, or was made anew. They are kept: unlock it and start Tminus again, or enter them again.`;
    return this.#keychain.trouble;
  }
}
