import type { EngineCommand } from '#shared/domain/commands.ts';
import type { MessageEntry } from '#shared/domain/message/state.ts';
import type { LaunchPlan } from '#shared/domain/plan/launch-plan.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Outside } from '../adapters/outside.ts';

const MAX_WAIT_MS = 30_000;

/**
 * Sends one stored message: tried again after what is safe to repeat, held for a person when it may have arrived.
 * A channel without a connector stays queued: it is delivered by hand.
 */
export async function sendMessage(
  outside: Outside,
  plan: LaunchPlan,
  message: MessageEntry,
  signal: AbortSignal,
  tell: (command: EngineCommand) => void,
  heard: (fault: Fault | null) => void,
  /** Publicity is stopped: what is for the public waits, also between two tries; its release calls for it again (reconciled 31). */
  waits: () => boolean,
): Promise<EngineCommand | null> {
  const channel = plan.channels.find((entry) => entry.id === message.channel);
  const port =
    channel?.service === 'slack'
      ? outside.messages.slack
      : channel?.service === 'webhook'
        ? outside.messages.webhook
        : undefined;
  if (port === undefined) return null;
  const outgoing = { id: message.id, channel: channel?.title ?? message.channel, text: message.text };
  for (let waitMs = 500; !signal.aborted; waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)) {
    if (waits()) return null;
    const sent = await port.send(outgoing, signal);
    heard(sent.ok ? null : sent.error);
    if (sent.ok) return { type: 'message.deliver', message: message.id, reference: sent.value.reference };
    const { cause, retryable, retryAfterMs, message: text } = sent.error;
    if (cause === 'outcome-unknown') {
      const found = await port.find(outgoing, signal);
      if (found.ok && found.value !== null)
        return { type: 'message.deliver', message: message.id, reference: found.value.reference };
      return { type: 'message.lose', message: message.id, trouble: text };
    }
    if (cause === 'cancelled') return null;
    if (!retryable) return { type: 'message.fail', message: message.id, trouble: text, isFinal: true };
    tell({ type: 'message.fail', message: message.id, trouble: text, isFinal: false });
    await new Promise((resolve) => setTimeout(resolve, retryAfterMs ?? waitMs));
  }
  return null;
}
