import type { RoleId } from '../domain/ids.ts';
import type { LaunchState } from '../domain/launch/state.ts';
import type { Person } from '../domain/roster/person.ts';
import type { Trouble } from '../lib/trouble.ts';

/** Launch time = startedAtLaunch + (real now - startedAtReal) x speed. */
export type ClockFacts = { readonly startedAtReal: number; readonly startedAtLaunch: number; readonly speed: number };

export type LaunchListed = {
  readonly id: string;
  readonly title: string;
  readonly kind: 'rehearsal' | 'production';
  readonly tZeroAt: number;
  readonly timeZone: string;
  readonly pack: string;
  readonly isOpen: boolean;
  /** Put away: still there, listed apart, opened like any other. */
  readonly isArchived: boolean;
  /** Why it could not be opened at the start. */
  readonly trouble?: Trouble;
};
export type Snapshot = {
  readonly state: LaunchState;
  readonly position: number;
  readonly clock: ClockFacts;
  /** Set when the log can't be written: what is wrong and what to do. */
  readonly logTrouble: string | null;
};
export type PackVariable = {
  readonly id: string;
  /** The question asked for it. */
  readonly title: string;
  readonly type: string;
  /** Null: it has to be answered. */
  readonly value: string | number | boolean | null;
  readonly isSecret: boolean;
};
/** A pack that a launch can be made from. */
export type PackListed = {
  readonly name: string;
  readonly version: string;
  readonly title: string;
  /** Minutes after midnight of the pack's T-0, in the launch's zone. */
  readonly tZeroMinute: number;
  /** What is asked for when a launch is made, with its defaults (for a rehearsal: the environment's). */
  readonly variables: readonly PackVariable[];
  readonly roles: readonly {
    readonly id: RoleId;
    readonly title: string;
    readonly minimum: number;
    readonly maximum: number | null;
  }[];
  readonly seniorMinimum: number;
  readonly cast: readonly Person[];
  /** Why no launch can be made from it; null when one can. */
  readonly trouble: Trouble | null;
};
/** What a copy of a launch begins with. */
export type LaunchTemplate = {
  readonly pack: string;
  readonly kind: 'rehearsal' | 'production';
  readonly title: string;
  readonly variables: Readonly<Record<string, string | number | boolean>>;
  readonly people: readonly Person[];
};
/** How the pack and roster that could be adopted differ from the running launch's. */
export type AdoptionDifference = {
  /** Hash of both as they would be: what is signed. */
  readonly shown: string;
  readonly packVersion: string;
  readonly lines: readonly {
    readonly what: string;
    readonly kind: 'added' | 'removed' | 'changed';
    readonly from: string;
    readonly to: string;
  }[];
  /** Why it can't be adopted as far as the launch has got; empty when it can. */
  readonly breaks: readonly string[];
};
/** A key that was made on this console and waits for a witness. */
export type WaitingKey = { readonly person: string; readonly publicKey: string; readonly words: string };
export type StoredFile = { readonly name: string; readonly sha256: string; readonly bytes: number };
export type PaperWritten = {
  readonly launch: string;
  /** Paths on this machine; the PDF follows a moment later. */
  readonly html: string;
  readonly pdf: string;
  /** Launch time. */
  readonly at: number;
  /** What it was written for: `GO/NO-GO Decision Meeting`, `asked for`. */
  readonly why: string;
};
export type SessionFacts = {
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly console: string;
  /** Why nobody is signed in any more; null when that was asked for, or somebody is. */
  readonly lockedFor: 'idle' | 'revoked' | null;
};
export type PersonListed = Person & { readonly isEnrolled: boolean; readonly words: string | null };
export type Dispatched = { readonly commandId: string; readonly positions: readonly number[] };
export type LogCheck = {
  readonly isWhole: boolean;
  readonly events: number;
  readonly headHash: string;
  readonly problems: readonly string[];
};
