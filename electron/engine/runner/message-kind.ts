import type { Action } from '#shared/domain/action/state.ts';
import type { LaunchState } from '#shared/domain/launch/state.ts';
import { renderTemplate } from '#shared/domain/message/render.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { MessageSpec } from '#shared/domain/operation/spec.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import { commands } from '#shared/domain/roster/commanding.ts';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault, Trouble } from '#shared/lib/trouble.ts';
import type { OperationKind } from '../adapters/operation-kind.ts';

/** What storing a message needs of the engine. */
export type MessageStore = {
  state(): LaunchState;
  now(): number;
  /** Stores the message; the same id twice stores one. */
  queue(message: {
    readonly id: string;
    readonly channel: string;
    readonly template: string;
    readonly text: string;
  }): Result<void, Trouble>;
};

/** `message.post`: done when stored, not when sent: a rollback waits for no message (reconciled 21). */
export function createMessageKind(store: MessageStore): OperationKind<MessageSpec> {
  return {
    kind: 'message.post',
    async plan(spec) {
      const text = textOf(store, spec, '');
      return text.ok ? ok(planOf(spec, text.value)) : text;
    },
    async run(spec, _plan, context) {
      const text = textOf(store, spec, context.cause);
      if (!text.ok) return { kind: 'failed', fault: text.error };
      const stored = store.queue({
        // One message for each operation of an action: asked for twice, it is stored once.
        id: context.cause,
        channel: spec.channel,
        template: spec.template,
        text: text.value,
      });
      if (!stored.ok) return { kind: 'failed', fault: asFault(stored.error) };
      return {
        kind: 'done',
        seen: [{ what: `message to ${spec.channel}`, expected: 'stored', seen: 'stored', agrees: true }],
      };
    },
    // The same template may have gone out for an earlier attempt, so the log of messages proves nothing of this one;
    // running it again stores nothing twice.
    look: async () => ok({ applied: 'no', seen: [] }),
  };
}

function textOf({ state, now }: MessageStore, spec: MessageSpec, cause: string): Result<string, Fault> {
  const { launch, actions, roster } = state();
  const template = launch?.plan.templates.find((entry) => entry.id === spec.template);
  if (launch === null || template === undefined)
    return err(fault(`The pack has no template "${spec.template}".`, 'Add it to the pack.'));
  const action = Object.values(actions.byId).find((entry) => cause.startsWith(`${entry.id}/`));
  const commander = Object.values(roster.people).find((person) => commands(state(), person));
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: launch.plan.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const prefilled = {
    'acting-person': actingNames(state(), action) || (commander?.name ?? 'the war room'),
    'current-time': time.format(now()),
    reason: reasonOf(launch.plan, action),
    'launch-title': launch.plan.title,
    'launch-commander': commander?.name ?? 'the commander',
  };
  const values = (template.placeholders ?? []).map(({ name, prefilled: from, default: standard }) => [
    name,
    from === undefined ? (standard ?? '') : prefilled[from],
  ]);
  const rendered = renderTemplate(template.text, Object.fromEntries(values), launch.kind === 'rehearsal');
  return rendered.ok ? rendered : err(fault(rendered.error.message, rendered.error.hint ?? ''));
}

/** Who asked, else who confirmed first; break-glass is two people's, and both are named. */
function actingNames({ roster }: LaunchState, action: Action | undefined): string {
  const isBreakGlass = action?.subject.kind === 'rollback' && action.subject.isBreakGlass === true;
  const confirmed = (action?.confirmations ?? []).map(({ person }) => person);
  const all = [...(action?.askedBy == null ? [] : [action.askedBy]), ...confirmed];
  const named = isBreakGlass ? [...new Set(all)] : all.slice(0, 1);
  return named.map((id) => roster.people[id]?.name ?? id).join(' and ');
}

/** Why, and what of it isn't the rollback of everything that everybody expects. */
function reasonOf(plan: LaunchPlan, action: Action | undefined): string {
  if (action?.subject.kind !== 'rollback') return plan.title;
  const { reason, procedure, services, isBreakGlass } = action.subject;
  const titles = plan.services.filter(({ id }) => services?.includes(id)).map(({ title }) => title);
  return [
    isBreakGlass === true ? 'break-glass: ' : '',
    procedure === plan.databaseRollback?.id ? `${plan.databaseRollback.title}: ` : '',
    reason,
    titles.length === 0 ? '' : ` (only ${titles.join(', ')})`,
  ].join('');
}

const planOf = (spec: MessageSpec, text: string): OperationPlan => {
  const target = { kind: 'channel', where: 'messages', name: spec.channel };
  return {
    targets: [target],
    // The text holds the time of day: what is confirmed is which message goes where.
    changes: [{ target, field: 'message', from: '', to: spec.template }],
    checks: [],
    equivalent: `post to ${spec.channel}: ${text}`,
  };
};

const fault = (message: string, hint: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message,
  hint,
  retryable: false,
});
const asFault = (trouble: Trouble): Fault =>
  trouble.kind === 'fault' ? trouble : fault(trouble.message, trouble.kind === 'refusal' ? (trouble.hint ?? '') : '');
