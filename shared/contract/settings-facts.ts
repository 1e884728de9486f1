import type { Fault } from '../lib/trouble.ts';
import type { AllowedProgram } from '../settings/connections-shape.ts';
import type { Sections, SourceId } from '../settings/sections.ts';
import type { Tone } from '../views/tone.ts';

/** Where a secret is now. Its value is never part of any fact. */
export type SecretFacts = {
  readonly name: string;
  /**
   * `kept`: in the keychain. `session`: until Tminus ends, there is no keychain. `entered`: typed in, not saved yet.
   * `elsewhere`: kept by another keychain than today's. `unreadable`: it is there, and the keychain doesn't give it out.
   */
  readonly state: 'kept' | 'session' | 'entered' | 'elsewhere' | 'unreadable';
  /** Which keychain keeps it, e.g. `gnome_libsecret`; null for `session` and `entered`. */
  readonly backend: string | null;
  /** Epoch ms of real time. */
  readonly setAt: number;
};

/** This machine's keychain and what it keeps for this console. */
export type KeychainFacts = {
  /** Null: there is none that can be trusted, and nothing secret is written to disk. */
  readonly backend: string | null;
  /** What a person has to know about it; null when all is well. */
  readonly trouble: string | null;
  readonly secrets: readonly SecretFacts[];
};

export type SettingsRead = {
  /** Where the settings lie. */
  readonly path: string;
  readonly sections: Sections;
  /** Secrets that still lie in the file itself, by name: they move into the keychain when their source is saved. */
  readonly plain: readonly string[];
  /** Why the file can't be used; null when it can, or there is none. */
  readonly trouble: Fault | null;
  /** Why nothing can be saved now; null when it can. */
  readonly mayNotSave: string | null;
  /** Changes each time something is saved: a window that was overtaken is told so. */
  readonly shown: string;
};

export type SettingsSaved = {
  readonly read: SettingsRead;
  /** What else was done, in sentences: secrets moved, the launch connects anew. */
  readonly said: readonly string[];
};

/** One thing that a test found. */
export type TestLine = { readonly tone: Tone; readonly what: string; readonly text: string };
export type TestResult = {
  readonly source: SourceId;
  readonly tone: Tone;
  readonly lines: readonly TestLine[];
  /** Real milliseconds. */
  readonly tookMs: number;
  /** Epoch ms of real time. */
  readonly at: number;
};

export type ContextSeen = {
  readonly name: string;
  readonly cluster: string;
  readonly server: string | null;
  readonly user: string;
  readonly namespace: string | null;
  /** How it signs in: `a token`, `a client certificate`, `the program aws eks get-token ...`. */
  readonly signsIn: string;
  /** The program that it runs for credentials; null when it runs none. */
  readonly program: {
    readonly line: string;
    readonly environment: readonly string[];
    /** What allowing it would pin; null when there is no such file on this machine. */
    readonly pin: AllowedProgram | null;
  } | null;
  /** Why it can't be used as it is, the gravest first; its program, which has to be allowed, is not among them. */
  readonly problems: readonly { readonly why: string; readonly hint: string }[];
};
export type KubeconfigSeen = {
  readonly path: string;
  readonly contexts: readonly ContextSeen[];
  /** What is wrong with the file itself; null when nothing is. */
  readonly warning: string | null;
};
