import { labelled } from '../../lib/rehearsal-label.ts';
import type { Action } from '../action/state.ts';
import { asId } from '../as-id.ts';
import type { DomainEvent } from '../catalogue.ts';
import type { CommandOf } from '../commands.ts';
import { type Decision, type Effect, refuse } from '../decision.ts';
import type { MessageId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { authorityById, namesWithRole, roleTitle } from '../roster/roles.ts';
import { openDecisions } from './authority.ts';
import type { DecisionEntry } from './state.ts';

/** When two senior engineers may take a decision on themselves: its time is over, an immediate one's deputies came in. */
export const breakGlassOpensAt = (state: LaunchState, decision: DecisionEntry): number =>
  decision.dueAt ?? decision.openedAt + (state.launch?.plan.rules.deputyAfterMs ?? 0);

/** Why break-glass is shut now; null when it is open (authority.md "Deputies"). */
export function breakGlassRefusal(
  state: LaunchState,
  command: CommandOf<'rollback.ask'>,
  now: number,
): Decision | null {
  const [decision] = openDecisions(state);
  if (decision === undefined)
    return refuse(
      'break-glass-shut',
      'Break-glass answers a decision that nobody took, and none is open.',
      'Ask the Launch Commander to roll back, or raise a criterion if one is met.',
    );
  const opensAt = breakGlassOpensAt(state, decision);
  if (now < opensAt)
    return refuse(
      'break-glass-shut',
      `Break-glass opens in ${minutesSeconds(opensAt - now)}, when the time of "${decision.title}" is over.`,
      `Until then it is decided by ${whoDecides(state, decision)}.`,
    );
  if (command.services !== undefined || command.procedure === 'database-rollback')
    return refuse('break-glass-quick', 'Break-glass is for the quick rollback of everything.', 'Ask for that one.');
  return command.reason === ''
    ? refuse('reason-missing', 'Break-glass is told to everyone with its reason.', 'Write why.')
    : null;
}

/** Those of the decision's row, their deputies, then who is called at once about a P1. */
function whoDecides(state: LaunchState, decision: DecisionEntry): string {
  const plan = state.launch?.plan;
  const authority = plan === undefined ? undefined : authorityById(plan, decision.authority);
  if (plan === undefined || authority === undefined) return 'nobody';
  const roles =
    authority.asks === 'criterion' ? authority.confirms : Array.isArray(authority.asks) ? authority.asks : [];
  const holders = roles.map((role) => `${roleTitle(plan, role)} (${namesWithRole(state.roster, role)})`).join(' and ');
  const people = Object.values(state.roster.people);
  const deputies = people
    .filter(({ roles: held, deputy }) => deputy !== undefined && held.some((role) => roles.includes(role)))
    .map(({ name, deputy }) => `${state.roster.people[deputy ?? '']?.name ?? deputy} for ${name}`);
  const called = plan.escalation
    .filter(({ severity, within }) => severity === 'P1' && within === 'at once')
    .flatMap(({ notify }) => plan.contacts.find(({ id }) => id === notify)?.title ?? []);
  return [
    holders,
    ...(deputies.length === 0 ? [] : [`their deputies (${[...new Set(deputies)].join(', ')})`]),
    ...(called.length === 0 ? [] : [`then ${[...new Set(called)].join(', ')}`]),
  ].join(', ');
}

/** Everyone is told who did it and why, in every channel that isn't the public's; a channel by hand has nobody to send. */
export function tellEveryone(
  state: LaunchState,
  action: Action,
): { readonly events: readonly DomainEvent[]; readonly effects: readonly Effect[] } {
  if (state.launch === null || action.subject.kind !== 'rollback') return { events: [], effects: [] };
  const { kind, plan } = state.launch;
  const names = action.confirmations.map(({ person }) => state.roster.people[person]?.name ?? person);
  const decision = state.rollback.decisions.find(({ id }) => id === action.decision);
  const text = labelled(
    kind,
    `BREAK-GLASS: ${names.join(' and ')} roll back ${plan.title} on their own, as senior engineers: ` +
      `${action.subject.reason}. Nobody who may decide had answered: ${decision?.title ?? 'a decision'}.`,
  );
  const channels = plan.channels.filter(({ audience, service }) => audience !== 'external' && service !== 'manual');
  const messages = channels.map(({ id }, index) => ({
    channel: id,
    message: asId<MessageId>(`${action.id}/break-glass/${index + 1}`),
  }));
  return {
    events: messages.map(({ message, channel }) => ({
      ...{ type: 'message.queued', message, channel, template: 'break-glass', text },
    })),
    effects: messages.map(({ message }) => ({ kind: 'send-message', message })),
  };
}

const minutesSeconds = (ms: number): string => {
  const seconds = Math.ceil(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
};
