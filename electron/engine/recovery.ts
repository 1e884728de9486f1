import { z } from 'zod';
import type { Outside } from './adapters/outside.ts';
import { type Dispatcher, fromEngine, type StoredEffect } from './dispatcher/dispatcher.ts';
import type { Runner } from './runner/runner.ts';
import { settleSilences } from './runner/silence.ts';
import type { Log } from './store/log.ts';
import type { EffectRow } from './store/outbox.ts';

const OperationEffect = z.object({ kind: z.literal('run-operation'), action: z.string(), operation: z.string() });
const SilenceEffect = z.object({ silence: z.string() });
const MessageEffect = z.object({ kind: z.literal('send-message'), message: z.string() });

/**
 * After a start, before anything else: every effect that was started and has no end is of unknown outcome and is to be
 * looked at; one that touches the outside and had not started waits for a person; the rest is done again
 * (authority.md). Gives the messages that were being sent.
 */
export function recover(log: Log, dispatcher: Dispatcher): readonly EffectRow[] {
  if (dispatcher.state.launch === null) return [];
  const started = log.outbox.started();
  const pending = log.outbox.pending();
  const lost = started.flatMap((row) => {
    const effect = OperationEffect.safeParse(row.payload);
    return effect.success ? [{ action: effect.data.action, operation: effect.data.operation }] : [];
  });
  // First of all no old effect can run any more: what goes on is asked for anew by what follows.
  const lostMessages = abandonedMessages(log);
  for (const row of started) if (row.kind !== 'send-message') log.outbox.markEnded(row.id, 'unknown');
  for (const row of pending) if (row.kind !== 'send-message') log.outbox.markEnded(row.id, 'done');
  dispatcher.dispatch({ type: 'launch.recover', lost }, fromEngine);
  return lostMessages;
}

/** Messages that were being sent when their runner ended: of unknown outcome, to be looked for at the next connection. */
export function abandonedMessages(log: Log): readonly EffectRow[] {
  const rows = log.outbox.started().filter((row) => row.kind === 'send-message');
  for (const row of rows) log.outbox.markEnded(row.id, 'unknown');
  return rows;
}

/** Once the outside is reached: what was called for meanwhile is begun, and lost messages are looked for. */
export async function resume(
  log: Log,
  dispatcher: Dispatcher,
  outside: Outside,
  runner: Runner,
  lostMessages: readonly EffectRow[],
  signal: AbortSignal,
): Promise<void> {
  // Written by this code as effects, under a checksum.
  const pending = log.outbox.pending();
  for (const row of pending) runner.start(row.payload as StoredEffect);
  for (const row of lostMessages) await findMessage(row, dispatcher, outside, signal);
  if (signal.aborted) return;
  const begun = pending.flatMap(({ payload }) => {
    const effect = SilenceEffect.safeParse(payload);
    return effect.success ? [effect.data.silence] : [];
  });
  await settleSilences(dispatcher, outside, new Set(begun), signal);
}

/** A message that was being sent when the console died: looked for, never sent again by the machine. */
async function findMessage(
  row: EffectRow,
  dispatcher: Dispatcher,
  outside: Outside,
  signal: AbortSignal,
): Promise<void> {
  const effect = MessageEffect.safeParse(row.payload);
  const message = dispatcher.state.messages.messages.find(
    (entry) => effect.success && entry.id === effect.data.message,
  );
  if (signal.aborted || message === undefined || message.state === 'sent') return;
  const plan = dispatcher.state.launch?.plan;
  const channel = plan?.channels.find((entry) => entry.id === message.channel);
  const port = channel?.service === 'slack' ? outside.messages.slack : outside.messages.webhook;
  const found = await port?.find({ id: message.id, channel: channel?.title ?? message.channel, text: message.text });
  // Cut short by closing, it says nothing of the message: the next connection looks again.
  if (signal.aborted) return;
  dispatcher.dispatch(
    found?.ok === true && found.value !== null
      ? { type: 'message.deliver', message: message.id, reference: found.value.reference }
      : { type: 'message.lose', message: message.id, trouble: 'the console let go of it while it was being sent' },
    fromEngine,
  );
}
