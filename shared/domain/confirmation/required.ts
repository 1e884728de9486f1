import type { Action } from '../action/state.ts';
import { evidenceText } from '../checklist/evidence.ts';
import type { Command, CommandOf } from '../commands.ts';
import type { LaunchState } from '../launch/state.ts';
import { rollbackAuthority } from '../rollback/authority.ts';
import { goalOf } from '../rollback/goal.ts';
import type { Person } from '../roster/person.ts';
import type { Statement, StatementKind } from './statement.ts';

/** What a signature has to be about for a command to count: the fields that follow from command and state. */
export type RequiredStatement = Pick<Statement, 'kind' | 'subject' | 'attempt' | 'shown' | 'role'> & {
  /** How long the confirmation holds, ms of launch time. */
  readonly validMs: number;
};

const DAY_MS = 86_400_000;

/** The statement a command needs; null for a command that isn't signed. */
export function requiredStatement(state: LaunchState, command: Command): RequiredStatement | null {
  const rules = state.launch?.plan.rules;
  const about = (
    kind: StatementKind,
    subject: string,
    shown: string,
    role = '',
    validMs = DAY_MS,
    attempt = 0,
  ): RequiredStatement => ({
    ...{ kind, subject, shown, role, validMs, attempt },
  });
  // Whoever goes over a rule signs for the reason too: everyone sees it.
  const orOverride = (is: boolean, subject: string, shown: string, reason: string): RequiredStatement =>
    is ? about('override', subject, `${shown}: ${reason}`) : about('confirm', subject, shown);
  switch (command.type) {
    case 'launch.create':
      return about('roster', command.launch, rosterText(command.people));
    case 'person.enrol':
      return about('witness', command.person, `${command.publicKey} ${command.words}`);
    case 'item.mark': {
      const evidence = evidenceText(command.evidence ?? []);
      return about('tick', command.item, `${command.state} ${evidence}`.trim());
    }
    case 'items.mark':
      return about('tick', [...new Set(command.items)].join(' '), command.state);
    case 'list.sign-off': {
      const exceptions = command.exceptions.map(({ item, reason }) => [item, reason]);
      const shown = exceptions.length === 0 ? command.shown : `${command.shown} except ${JSON.stringify(exceptions)}`;
      return about('sign-off', command.checklist, shown, command.role);
    }
    case 'gate.vote':
      return about('vote', command.gate, command.verdict, command.role);
    case 'gate.record-vote':
      return about('vote', command.gate, `${command.verdict} by the voice of ${command.voter}`, command.role);
    case 'gate.countersign':
      return about('countersign', command.gate, command.verdict, command.role);
    case 'gate.decide':
      return orOverride(isOverride(command), command.gate, command.verdict, command.reason);
    case 'clock.resume':
      return orOverride(command.isOverride === true, 'clock', 'resume', command.reason);
    case 'clock.slip':
      return orOverride(command.isOverride === true, 'clock', `slip to ${command.tZeroAt}`, command.reason);
    case 'clock.scrub':
      return about('confirm', 'clock', 'scrub');
    case 'person.revoke':
      return about('revoke', command.person, state.roster.people[command.person]?.publicKey ?? '');
    case 'role.hand-over':
      return about('handover', `${command.from} to ${command.to}`, command.role, command.role);
    case 'adoption.ask':
      return about('adopt', 'launch', command.shown);
    case 'adoption.confirm':
      return about('adopt', command.adoption, command.shown, command.role);
    case 'publicity.release':
      return about('confirm', 'publicity', 'release');
    case 'decision.keep-going':
      return about('confirm', command.decision, 'keep going');
    case 'rollback.ask': {
      const decision = rollbackAuthority(state)?.decision?.id ?? '';
      const subject =
        `${command.procedure === 'database-rollback' ? 'database-rollback' : 'rollback'} ${decision}`.trim();
      const kind = command.isBreakGlass === true ? 'break-glass' : 'confirm';
      return about(kind, subject, goalOf(state, command), command.role, rules?.rollbackConfirmationMs);
    }
    case 'operation.attest':
      return about('tick', `${command.action} ${command.operation}`, `${command.outcome}: ${command.text}`);
    case 'success.mark':
      return about('tick', `${command.set}/${command.criterion}`, `${command.state}: ${command.text}`);
    case 'action.confirm':
    case 'action.deny': {
      const action = state.actions.byId[command.action];
      const shown = command.type === 'action.confirm' ? command.shown : (action?.shown ?? '');
      const validMs = action?.subject.kind === 'rollback' ? rules?.rollbackConfirmationMs : rules?.confirmationMs;
      return about(
        command.type === 'action.deny' ? 'deny' : confirmKind(action),
        command.action,
        shown,
        command.role,
        validMs,
        action?.attempt ?? 0,
      );
    }
    default:
      return null;
  }
}

/** Whoever breaks the glass signs that they do. */
const confirmKind = (action: Action | undefined): StatementKind =>
  action?.subject.kind === 'rollback' && action.subject.isBreakGlass === true ? 'break-glass' : 'confirm';

/** A GO with a reason goes over criteria that aren't met; a NO-GO always has one. */
const isOverride = ({ verdict, reason }: CommandOf<'gate.decide'>): boolean => verdict === 'go' && reason !== '';

/** The roster as it is signed: its people in their order. */
export const rosterText = (people: readonly Person[]): string =>
  JSON.stringify(
    people.map(({ id, name, roles, isSenior, contact, deputy }) =>
      deputy === undefined ? [id, name, roles, isSenior, contact] : [id, name, roles, isSenior, contact, deputy],
    ),
  );
