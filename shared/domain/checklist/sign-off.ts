import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { LaunchState } from '../launch/state.ts';
import { actsAs } from '../roster/deputies.ts';
import { namesWithRole, personById, roleTitle } from '../roster/roles.ts';
import { isSettled, itemsOf, listText } from './standing.ts';

/** Signing off is refused while items are open, or given with named exceptions (product §3). */
export function decideSignOff(state: LaunchState, command: CommandOf<'list.sign-off'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const list = plan?.checklists.find((entry) => entry.id === command.checklist);
  if (plan === undefined || list === undefined)
    return refuse('no-such-list', `The runbook has no checklist "${command.checklist}".`);
  const title = roleTitle(plan, command.role);
  if (!list.signOffs.includes(command.role))
    return refuse('not-asked-to-sign', `${title} does not sign off ${list.title}.`);
  const { person: by, signed } = stamp;
  if (by === null || signed === null) return refuse('not-signed', 'A sign-off is signed.', 'Sign in first.');
  const acting = actsAs(state, personById(state.roster, by), command.role, stamp.at);
  if (acting === null)
    return refuse(
      'role-not-held',
      `${personById(state.roster, by)?.name ?? by} does not hold the role ${title}.`,
      `Ask ${namesWithRole(state.roster, command.role) || `the ${title}`} to sign off.`,
    );
  if (command.shown !== listText(state, list))
    return refuse('shown-changed', `${list.title} has changed since it was shown.`, 'Read it again, then sign.');
  const wrong = wrongExceptions(state, list, command.exceptions);
  if (wrong !== null) return wrong;
  const { checklist, role, exceptions, shown } = command;
  const inSteadOf = acting.inSteadOf === null ? {} : { inSteadOf: acting.inSteadOf };
  return decided([{ type: 'list.signed-off', checklist, role, by, ...inSteadOf, exceptions, shown, signed }]);
}

function wrongExceptions(
  state: LaunchState,
  list: Parameters<typeof itemsOf>[0],
  exceptions: CommandOf<'list.sign-off'>['exceptions'],
): Decision | null {
  const named = new Set<string>(exceptions.map(({ item }) => item));
  const open = itemsOf(list).filter(({ id }) => !isSettled(state, id));
  const unnamed = open.filter(({ id }) => !named.has(id));
  if (unnamed.length > 0) {
    const more = unnamed.length > 3 ? ` and ${unnamed.length - 3} more` : '';
    const titles = unnamed.slice(0, 3).map(({ title }) => title);
    return refuse(
      'items-open',
      `${list.title} can't be signed off: ${unnamed.length} open, ${titles.join('; ')}${more}.`,
      'Settle them, or name each as an exception with its reason.',
    );
  }
  const stray = [...named].find((id) => !open.some((item) => item.id === id));
  return stray === undefined
    ? null
    : refuse('not-open', `"${stray}" is no open item of ${list.title}.`, 'Take it out of the exceptions.');
}
