import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import { ActionId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { attemptsOf } from '../rollout/attempt.ts';
import { stepById, stepStatus } from '../rollout/step-status.ts';
import { askingRole, authorityById, namesWithRole, personById, roleTitle } from '../roster/roles.ts';

/** Asks for a step: its plan is made next, and shown before anyone confirms. */
export function decideStepAsk(state: LaunchState, command: CommandOf<'step.ask'>, stamp: Stamp): Decision {
  const plan = state.launch?.plan;
  const step = plan === undefined ? undefined : stepById(plan, command.step);
  if (plan === undefined || step === undefined)
    return refuse('no-such-step', `The runbook has no step "${command.step}".`);
  const authority = authorityById(plan, step.authority);
  if (authority === undefined)
    return refuse('no-authority', `The pack has no authority "${step.authority}".`, 'Add it to the pack.');
  const person = personById(state.roster, stamp.person);
  const role = askingRole(authority, person);
  if (role === null && authority.asks !== 'anyone') {
    const roles = Array.isArray(authority.asks) ? authority.asks : [];
    const who = roles
      .map((entry) => `the ${roleTitle(plan, entry)} (${namesWithRole(state.roster, entry)})`)
      .join(' or ');
    return refuse('not-entitled', `${step.title} is asked for by ${who}.`, 'Ask them to sign in and ask for it.');
  }
  const { refusal } = stepStatus(state, step.id, stamp.at);
  if (refusal !== null) return { ok: false, error: refusal };
  const busy = state.actions.order.map((id) => state.actions.byId[id]).find((action) => action?.state === 'running');
  if (busy !== undefined) return refuse('busy', `${busy.title} is running.`, 'Wait until it is done, or stop it.');
  const attempt = attemptsOf(state, step.id).length + 1;
  const action = ActionId.parse(`${step.id}.${attempt}.${stamp.commandId.slice(-6)}`);
  return decided(
    [
      {
        type: 'action.requested',
        action,
        subject: { kind: 'step', step: step.id },
        title: step.title,
        attempt,
        authority: authority.id,
        askedBy: stamp.person,
        askedAs: role,
        decision: null,
        operations: step.operations,
        goal: null,
      },
    ],
    [{ kind: 'plan-action', action }],
  );
}
