import { asId } from '../as-id.ts';
import type { CommandOf, Stamp } from '../commands.ts';
import { type Decision, decided, refuse } from '../decision.ts';
import type { ActionId } from '../ids.ts';
import type { LaunchState } from '../launch/state.ts';
import { leaveOut } from '../operation/leave-out.ts';
import type { LaunchPlan, PlannedOperation, Step } from '../plan/launch-plan.ts';
import { attemptsOf } from '../rollout/attempt.ts';
import { isAbout, servicesOut } from '../rollout/services-out.ts';
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
  if (command.force !== undefined && role === null)
    return refuse('not-entitled', 'A forced move needs the name of someone who may ask for it.', 'Sign in first.');
  const { refusal } = stepStatus(state, step.id, stamp.at);
  if (refusal !== null) return { ok: false, error: refusal };
  const busy = state.actions.order.map((id) => state.actions.byId[id]).find((action) => action?.state === 'running');
  if (busy !== undefined) return refuse('busy', `${busy.title} is running.`, 'Wait until it is done, or stop it.');
  const operations = operationsOf(state, plan, step);
  if (operations.length === 0)
    return refuse(
      'all-out',
      `Every service of ${step.title} was rolled back by itself.`,
      'Roll everything back first.',
    );
  const attempt = attemptsOf(state, step.id).length + 1;
  const action = asId<ActionId>(`${step.id}.${attempt}.${stamp.commandId.slice(-6)}`);
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
        operations,
        goal: null,
        ...(command.force === undefined ? {} : { forced: command.force }),
      },
    ],
    [{ kind: 'plan-action', action }],
  );
}

/** The step's operations without those of services that were rolled back by themselves. */
function operationsOf(state: LaunchState, plan: LaunchPlan, step: Step): PlannedOperation[] {
  const out = servicesOut(state);
  const services = plan.services.filter(({ id }) => out.has(id));
  return leaveOut(step.operations, (operation) => isAbout(operation, services));
}
