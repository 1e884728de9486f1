import { z } from 'zod';
import { actionCommands, actionReports } from './action/commands.ts';
import { actionItemCommands } from './action-item/commands.ts';
import { adoptionCommands, adoptionReports } from './adoption/commands.ts';
import { changeReports } from './change/commands.ts';
import { checklistCommands } from './checklist/commands.ts';
import { clockCommands } from './clock/commands.ts';
import type { Signed, StatementKind } from './confirmation/statement.ts';
import { gateCommands } from './gate/commands.ts';
import type { ConsoleId, PersonId } from './ids.ts';
import { incidentCommands } from './incident/commands.ts';
import { launchReports } from './launch/commands.ts';
import { messageCommands, messageReports } from './message/commands.ts';
import { noteCommands } from './note/commands.ts';
import { operationCommands, operationReports } from './operation/commands.ts';
import { probeReports } from './probe/commands.ts';
import { publicityCommands } from './publicity/commands.ts';
import { rollbackCommands, rollbackReports } from './rollback/commands.ts';
import { rosterCommands, rosterReports } from './roster/commands.ts';
import { signalReports } from './signal/commands.ts';
import { silenceCommands, silenceReports } from './silence/commands.ts';
import { successCommands } from './success/commands.ts';
import { timelineCommands } from './timeline/commands.ts';

/** What a person may send, from a window or a headless run. */
export const PersonCommand = z.discriminatedUnion('type', [
  ...clockCommands,
  ...checklistCommands,
  ...gateCommands,
  ...actionCommands,
  ...operationCommands,
  ...rollbackCommands,
  ...rosterCommands,
  ...adoptionCommands,
  ...publicityCommands,
  ...timelineCommands,
  ...noteCommands,
  ...incidentCommands,
  ...actionItemCommands,
  ...successCommands,
  ...silenceCommands,
  ...messageCommands,
]);
export type PersonCommand = z.infer<typeof PersonCommand>;

/** What only the engine may send: reports of effects, watches, clocks and identity. */
export const EngineCommand = z.discriminatedUnion('type', [
  ...launchReports,
  ...rosterReports,
  ...adoptionReports,
  ...probeReports,
  ...actionReports,
  ...operationReports,
  ...rollbackReports,
  ...signalReports,
  ...messageReports,
  ...changeReports,
  ...silenceReports,
]);
export type EngineCommand = z.infer<typeof EngineCommand>;
export type Command = PersonCommand | EngineCommand;
export type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

/** Who and when, stamped by the engine; never taken from a window. */
export type Stamp = {
  readonly commandId: string;
  /** Launch time, epoch ms. */
  readonly at: number;
  /** Null: the engine itself, or someone who isn't signed in. */
  readonly person: PersonId | null;
  readonly console: ConsoleId;
  /** What the person signed, where the command is one that is signed; already checked against their key. */
  readonly signed: Signed | null;
};

/** Commands that are a person's decision: they count only with that person's signature. */
export const signedCommands = {
  'item.mark': 'tick',
  'items.mark': 'tick',
  'list.sign-off': 'sign-off',
  'gate.vote': 'vote',
  'gate.record-vote': 'vote',
  'gate.countersign': 'countersign',
  'gate.decide': 'confirm',
  'clock.resume': 'confirm',
  'clock.slip': 'confirm',
  'clock.scrub': 'confirm',
  'action.confirm': 'confirm',
  'action.deny': 'deny',
  'rollback.ask': 'confirm',
  'decision.keep-going': 'confirm',
  'person.revoke': 'revoke',
  'role.hand-over': 'handover',
  'adoption.confirm': 'adopt',
  'publicity.release': 'confirm',
  'operation.attest': 'tick',
  'success.mark': 'tick',
} as const satisfies Partial<Record<PersonCommand['type'], StatementKind>>;

/** Commands that are anyone's, at once, even not signed in and on a console that is read-only (authority.md). */
export const anyonesCommands: ReadonlySet<PersonCommand['type']> = new Set([
  'clock.hold',
  'gate.withdraw',
  'criterion.raise',
  'action.stop',
  'action.pause',
  'incident.declare',
] as const);
