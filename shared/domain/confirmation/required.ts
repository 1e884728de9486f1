import type { Command } from '../commands.ts';
import type { LaunchState } from '../launch/state.ts';
import { rollbackAuthority } from '../rollback/authority.ts';
import { ROLLBACK_GOAL } from '../rollback/decide.ts';
import type { Person } from '../roster/state.ts';
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
  switch (command.type) {
    case 'launch.create':
      return about('roster', command.launch, rosterText(command.people));
    case 'person.enrol':
      return about('witness', command.person, `${command.publicKey} ${command.words}`);
    case 'item.mark':
      return about('tick', command.item, command.state);
    case 'gate.vote':
      return about('vote', command.gate, command.verdict, command.role);
    case 'gate.decide':
      return about(command.reason === '' ? 'confirm' : 'override', command.gate, command.verdict);
    case 'clock.resume':
      return about('confirm', 'clock', 'resume');
    case 'clock.slip':
      return about('confirm', 'clock', `slip to ${command.tZeroAt}`);
    case 'clock.scrub':
      return about('confirm', 'clock', 'scrub');
    case 'decision.keep-going':
      return about('confirm', command.decision, 'keep going');
    case 'rollback.ask': {
      const decision = rollbackAuthority(state)?.decision?.id ?? '';
      return about(
        'confirm',
        `rollback ${decision}`.trim(),
        ROLLBACK_GOAL,
        command.role,
        rules?.rollbackConfirmationMs,
      );
    }
    case 'action.confirm':
    case 'action.deny': {
      const action = state.actions.byId[command.action];
      const shown = command.type === 'action.confirm' ? command.shown : (action?.shown ?? '');
      const validMs = action?.subject.kind === 'rollback' ? rules?.rollbackConfirmationMs : rules?.confirmationMs;
      const kind = command.type === 'action.confirm' ? 'confirm' : 'deny';
      return about(kind, command.action, shown, command.role, validMs, action?.attempt ?? 0);
    }
    default:
      return null;
  }
}

/** The roster as it is signed: its people in their order. */
export const rosterText = (people: readonly Person[]): string =>
  JSON.stringify(people.map(({ id, name, roles, isSenior, contact }) => [id, name, roles, isSenior, contact]));
