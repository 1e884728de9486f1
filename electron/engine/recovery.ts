import { z } from 'zod';
import type { Outside } from './adapters/outside.ts';
import { type Dispatcher, fromEngine, type StoredEffect } from './dispatcher/dispatcher.ts';
import type { Runner } from './runner/runner.ts';
import type { Log } from './store/log.ts';
import type { EffectRow } from './store/outbox.ts';

const OperationEffect = z.object({ kind: z.literal('run-operation'), action: z.string(), operation: z.string() });
const MessageEffect = z.object({ kind: z.literal('send-message'), message: z.string() });

/**
 * After a start, before anything runs: every effect that was started and has no end is of unknown outcome and is looked
 * at; one that touches the outside and had not started waits for a person; the rest is done again (authority.md).
 */
export async function recover(log: Log, dispatcher: Dispatcher, outside: Outside, runner: Runner): Promise<void> {
  const started = log.outbox.started();
  const pending = log.outbox.pending();
  const lost = started.flatMap((row) => {
    const effect = OperationEffect.safeParse(row.payload);
    return effect.success ? [{ action: effect.data.action, operation: effect.data.operation }] : [];
  });
  // First of all no old effect can run any more: what goes on is asked for anew by what follows.
  for (const row of [...started, ...pending])
    if (!isUnsentMessage(row)) log.outbox.markEnded(row.id, row.state === 'started' ? 'unknown' : 'done');
  dispatcher.dispatch({ type: 'launch.recover', lost }, fromEngine);
  for (const row of pending) if (isUnsentMessage(row)) runner.start(row.payload as StoredEffect);
  for (const row of started) if (row.kind === 'send-message') await findMessage(row, dispatcher, outside);
}

const isUnsentMessage = (row: EffectRow): boolean => row.kind === 'send-message' && row.state === 'pending';

/** A message that was being sent when the console died: looked for, never sent again by the machine. */
async function findMessage(row: EffectRow, dispatcher: Dispatcher, outside: Outside): Promise<void> {
  const effect = MessageEffect.safeParse(row.payload);
  const message = dispatcher.state.messages.messages.find(
    (entry) => effect.success && entry.id === effect.data.message,
  );
  if (message === undefined || message.state === 'sent') return;
  const plan = dispatcher.state.launch?.plan;
  const channel = plan?.channels.find((entry) => entry.id === message.channel);
  const port = channel?.service === 'slack' ? outside.messages.slack : outside.messages.webhook;
  const found = await port?.find({ id: message.id, channel: channel?.title ?? message.channel, text: message.text });
  dispatcher.dispatch(
    found?.ok === true && found.value !== null
      ? { type: 'message.deliver', message: message.id, reference: found.value.reference }
      : { type: 'message.lose', message: message.id, trouble: 'the console stopped while it was being sent' },
    fromEngine,
  );
}
