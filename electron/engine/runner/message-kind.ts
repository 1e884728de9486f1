import type { LaunchState } from '#shared/domain/launch/state.ts';
import { renderTemplate } from '#shared/domain/message/render.ts';
import type { OperationPlan } from '#shared/domain/operation/plan.ts';
import type { MessageSpec } from '#shared/domain/operation/spec.ts';
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
  const action = Object.values(actions.byId).find((entry) => cause.startsWith(entry.id));
  const by = action?.askedBy ?? action?.confirmations[0]?.person ?? null;
  const commander = Object.values(roster.people).find((person) => commands(state(), person));
  const time = new Intl.DateTimeFormat('en-GB', {
    timeZone: launch.plan.timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
  const prefilled = {
    'acting-person': (by === null ? commander?.name : roster.people[by]?.name) ?? 'the war room',
    'current-time': time.format(now()),
    reason: action?.subject.kind === 'rollback' ? action.subject.reason : launch.plan.title,
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
