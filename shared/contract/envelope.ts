import type { Trouble } from '../lib/trouble.ts';
import type { KeychainFacts } from './settings-facts.ts';

/** What a call comes back with, in every process. */
export type Envelope<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly trouble: Trouble };

/**
 * A window's call on its way to the engine. `connection` is given by main (one for each window, `wall` ones may not
 * act) and is never taken from the window.
 */
export type CallMessage = {
  readonly kind: 'call';
  readonly id: number;
  readonly connection: string;
  readonly mayAct: boolean;
  readonly name: string;
  readonly input: unknown;
};

export type ReplyMessage = { readonly kind: 'reply'; readonly id: number; readonly envelope: Envelope<unknown> };

/** What the engine tells windows; without `connection` it is for all of them. */
export type PushMessage = {
  readonly kind: 'push';
  readonly name: string;
  readonly data: unknown;
  readonly connection?: string;
};

/** A window has gone: its session on the engine ends. */
export type ClosedMessage = { readonly kind: 'closed'; readonly connection: string };

/** First message of an engine process: it is up, and where. */
export type ReadyMessage = { readonly kind: 'ready'; readonly pid: number; readonly node: string };

/** Asks the engine to close its log and go. */
export type StopMessage = { readonly kind: 'stop' };

/**
 * From main: the secrets of this console's connections, at every start and when one changes. They go this way alone, never
 * by arguments, environment or disk. `entered` were typed in and are for tests until their source is saved.
 */
export type SecretsMessage = {
  readonly kind: 'secrets';
  readonly kept: Readonly<Record<string, string>>;
  readonly entered: Readonly<Record<string, string>>;
  /** Whom a kept secret was saved for, where that is known: nobody else gets it. */
  readonly receivers?: Readonly<Record<string, string>>;
  readonly facts: KeychainFacts;
};

/** To main: a source was saved, so what was entered for it is to be kept, what lay in its file too, the rest forgotten. */
export type KeepSecretsMessage = {
  readonly kind: 'keep-secrets';
  readonly id: number;
  /** Names of what was entered. */
  readonly entered: readonly string[];
  /** Secrets that lay in the file, by name. */
  readonly found: Readonly<Record<string, string>>;
  readonly forget: readonly string[];
  /** Whom each is for, by name: service and origin. */
  readonly receivers?: Readonly<Record<string, string>>;
};
/** Main's answer, after the `secrets` that follow from it. */
export type SecretsKeptMessage = {
  readonly kind: 'secrets-kept';
  readonly id: number;
  readonly trouble: Trouble | null;
};

export type ToEngine = CallMessage | ClosedMessage | StopMessage | SecretsMessage | SecretsKeptMessage;
export type FromEngine = ReplyMessage | PushMessage | ReadyMessage | KeepSecretsMessage;
