import type { CallInput } from '#shared/contract/calls.ts';
import type { PersonCommand } from '#shared/domain/commands.ts';
import { signedIn, unsigned } from './actors.ts';
import type { Stage } from './stage.ts';

/** Rows of "Who may do what" in the design's authority.md, in its words, and the three paragraphs under it that grant something. */
export const authorityRows = [
  'hold, stop, cancel a running action (never one of a rollback), withdraw GO, raise a criterion, declare an incident',
  'stop a running rollback',
  'image, scale, weights, flags of the launch',
  'resume, slip, scrub, GO, override',
  'adopt a changed pack or roster in a running launch',
  'roll back, no decision open',
  'roll back, immediate criterion (metric, or declared by a person)',
  'roll back, urgent',
  'roll back, conditional',
  'database rollback',
  'delete stable',
  'message to the public',
] as const;
export type AuthorityRow = (typeof authorityRows)[number];

/** Who may, and with which rule's name everybody else is refused. */
export type Cell = {
  readonly may: readonly string[];
  /** The refusal's code of those whose refusal isn't the common one. */
  readonly but: Readonly<Record<string, string>>;
  readonly otherwise: string;
};

/** Anyone at all, also without a key. */
export const everyone: Cell = { may: [...signedIn, ...unsigned], but: {}, otherwise: '' };
/** Whoever is signed in. */
export const anyoneSignedIn: Cell = { may: signedIn, but: {}, otherwise: 'read-only' };
/** These; everybody else who is signed in is refused with a code. */
export const only = (may: readonly string[], otherwise = 'not-entitled', but: Cell['but'] = {}): Cell => ({
  ...{ may, otherwise },
  but: { ...Object.fromEntries(unsigned.map((who) => [who, 'read-only'])), ...but },
});
/** Nobody; with which code depends on whether they may at other times. */
export const nobody = (otherwise: string, but: Cell['but'] = {}): Cell => only([], otherwise, but);
/** Nobody, and also who isn't signed in gets the rule's own answer, as it is anyone's command. */
export const nobodyAtAll = (otherwise: string, but: Cell['but'] = {}): Cell => ({ may: [], but, otherwise });
/** States in which there is a step that doesn't run, each with the same cell. */
export const stepIsThere = (cell: Cell): Readonly<Record<string, Cell>> => ({
  'a step waits': cell,
  'the grace time runs': cell,
  'a step was cut off': cell,
  'a rollback of the commander runs': cell,
  'rolled back': cell,
  'an hour after 100 %': cell,
  'a day after 100 %': cell,
  'deleting stable waits': cell,
});

/** The same refusal for each of them. */
export const each = (people: readonly string[], code: string): Cell['but'] =>
  Object.fromEntries(people.map((who) => [who, code]));

export type Sent =
  | { readonly call: 'launch.dispatch'; readonly input: { readonly command: PersonCommand } }
  | { readonly call: 'launch.adopt'; readonly input: CallInput<'launch.adopt'> };
export const command = (sent: PersonCommand): Sent => ({ call: 'launch.dispatch', input: { command: sent } });

/** One thing that people try in every state. */
export type Row = {
  readonly what: string;
  /** Rows of authority.md that this is a part of. */
  readonly of: readonly (AuthorityRow | 'deputies' | 'break-glass' | 'dry run' | 'keep going' | 'silences')[];
  readonly send: (stage: Stage) => Sent | Promise<Sent>;
  /** Who tries it in a state, where that isn't everybody: what takes long is tried by those it could matter to. */
  readonly tries?: (state: string) => readonly string[];
  /** An event that stands in the log when it was accepted. */
  readonly event: string;
  /** Its acceptance leaves the other rows that say so as they were: they share a copy of the launch. */
  readonly isIndependent?: true;
  /** By the state's name; `else` where a state isn't named. */
  readonly cells: Readonly<Record<string, Cell>> & { readonly else: Cell };
};
