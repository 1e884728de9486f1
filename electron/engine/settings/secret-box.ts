import type { KeepSecretsMessage, SecretsKeptMessage, SecretsMessage } from '#shared/contract/envelope.ts';
import type { KeychainFacts } from '#shared/contract/settings-facts.ts';
import type { Trouble } from '#shared/lib/trouble.ts';

export type ToKeep = Pick<KeepSecretsMessage, 'entered' | 'found' | 'forget' | 'receivers'>;

/** Main writes to a keychain and a disk: it answers well within this, real ms. */
const KEEP_LIMIT_MS = 20_000;

const noAnswer: Trouble = {
  kind: 'fault',
  cause: 'timeout',
  message: 'The keychain has not answered.',
  hint: 'It may ask for its password in a window of its own. Answer it, then save again.',
  retryable: true,
};

/**
 * The secrets of this console as main has told them; they are held in memory alone. An engine without main (headless,
 * tests) has none: its connections.json holds what it needs.
 */
export class SecretBox {
  #told: Omit<SecretsMessage, 'kind'> = { kept: {}, entered: {}, facts: { backend: null, trouble: null, secrets: [] } };
  readonly #send: ((message: KeepSecretsMessage) => void) | null;
  readonly #waiting = new Map<number, (trouble: Trouble | null) => void>();
  #lastId = 0;
  #arrived: () => void = () => undefined;
  /** Hears of secrets that came or changed without being asked for by a save, by name. */
  onChange: (names: readonly string[]) => void = () => undefined;
  /** Settled when main has told the secrets for the first time. */
  readonly arrived = new Promise<void>((resolve) => {
    this.#arrived = resolve;
  });

  /** @param send how main is told what to keep; null where there is no main */
  constructor(send: ((message: KeepSecretsMessage) => void) | null = null) {
    this.#send = send;
  }

  hear(message: SecretsMessage | SecretsKeptMessage): void {
    if (message.kind === 'secrets') {
      const before = this.#told.kept;
      this.#told = message;
      this.#arrived();
      const changed = Object.keys(message.kept).filter((name) => own(before, name) !== own(message.kept, name));
      // Whoever saves sees to it that the launch connects anew.
      if (changed.length > 0 && this.#waiting.size === 0) this.onChange(changed);
      return;
    }
    this.#waiting.get(message.id)?.(message.trouble);
    this.#waiting.delete(message.id);
  }

  get facts(): KeychainFacts {
    return this.#told.facts;
  }

  /** What launches use. With a `receiver`: undefined where it was saved for another. */
  kept(name: string, receiver: string | null = null): string | undefined {
    const savedFor = own(this.#told.receivers ?? {}, name);
    if (receiver !== null && savedFor !== undefined && savedFor !== receiver) return undefined;
    return own(this.#told.kept, name);
  }

  /** What a test uses: what was entered and isn't saved yet comes first. */
  entered(name: string): string | undefined {
    return own(this.#told.entered, name);
  }

  /** Every value, to be taken out of what anybody reads. */
  values(): readonly string[] {
    return [...Object.values(this.#told.kept), ...Object.values(this.#told.entered)];
  }

  /** Has main keep what a saved source needs, and forget what it doesn't need any more; null when that is done. */
  keep(what: ToKeep): Promise<Trouble | null> {
    const send = this.#send;
    const isNothing = what.entered.length + Object.keys(what.found).length + what.forget.length === 0;
    if (send === null || isNothing) return Promise.resolve(null);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve) => {
      const limit = setTimeout(() => this.hear({ kind: 'secrets-kept', id, trouble: noAnswer }), KEEP_LIMIT_MS);
      this.#waiting.set(id, (trouble) => {
        clearTimeout(limit);
        resolve(trouble);
      });
      send({ kind: 'keep-secrets', id, ...what });
    });
  }
}

const own = (values: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(values, name) ? values[name] : undefined;
