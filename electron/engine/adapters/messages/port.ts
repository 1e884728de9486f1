import type { Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';

export type OutgoingMessage = { readonly id: string; readonly channel: string; readonly text: string };
/** Where it landed, e.g. Slack's channel and ts. */
export type Delivery = { readonly reference: string };

/** A connector that sends one message once. A lost answer is `outcome-unknown`, never retried by the connector. */
export interface MessagePort {
  readonly service: string;
  send(message: OutgoingMessage, signal?: AbortSignal): Promise<Result<Delivery, Fault>>;
  /** Whether a message whose answer was lost did arrive; null when the service can't say. */
  find(message: OutgoingMessage, signal?: AbortSignal): Promise<Result<Delivery | null, Fault>>;
  /** Looks whether a channel can be reached, without sending anything; says in words what answered. */
  reach(channel: string, signal?: AbortSignal): Promise<Result<string, Fault>>;
}
