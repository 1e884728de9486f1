import { err, ok, type Result } from '../lib/result.ts';
import { type Refusal, refusal } from '../lib/trouble.ts';
import type { DomainEvent } from './catalogue.ts';
import type { ActionId, MessageId, OperationId, SilenceId } from './ids.ts';

/** Work that the engine's runners do after the events are on disk. They report back as commands. */
export type Effect =
  | { readonly kind: 'plan-action'; readonly action: ActionId }
  | { readonly kind: 'run-operation'; readonly action: ActionId; readonly operation: OperationId }
  | { readonly kind: 'look-operation'; readonly action: ActionId; readonly operation: OperationId }
  | { readonly kind: 'verify-action'; readonly action: ActionId }
  | { readonly kind: 'dry-run'; readonly dryRun: string }
  | { readonly kind: 'send-message'; readonly message: MessageId }
  | { readonly kind: 'place-silence'; readonly silence: SilenceId }
  | { readonly kind: 'lift-silence'; readonly silence: SilenceId };

/** Effects that change cluster, flags or what the public sees: after a restart they never start by themselves. */
export const touchesOutside = (effect: Effect): boolean => effect.kind === 'run-operation';

export type Decided = { readonly events: readonly DomainEvent[]; readonly effects: readonly Effect[] };
/** What decide answers: events and effects, or a refusal with the rule's name. */
export type Decision = Result<Decided, Refusal>;

export const decided = (events: readonly DomainEvent[], effects: readonly Effect[] = []): Decision =>
  ok({ events, effects });
export const refuse = (code: string, message: string, hint?: string): Decision => err(refusal(code, message, hint));
