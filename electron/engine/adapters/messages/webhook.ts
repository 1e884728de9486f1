import { err, ok } from '#shared/lib/result.ts';
import { createHttpClient, statusFault } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import type { MessagePort } from './port.ts';

/** `urls`: the pack's channel to the address that takes its messages. An address is a secret: it is never shown or logged. */
export type WebhookSettings = {
  readonly urls: Readonly<Record<string, string>>;
  /** For channels that aren't in `urls`. */
  readonly defaultUrl?: string | undefined;
  readonly caFile?: string | undefined;
};

/** Posts `{id, channel, text}` as JSON. A webhook can't be asked what it got: `find` never knows. Throws if `caFile` can't be read. */
export function createWebhook(settings: WebhookSettings): MessagePort & { close(): Promise<void> } {
  const http = createHttpClient({ caFile: settings.caFile });
  return {
    service: 'webhook',
    async send(message, signal) {
      const url = settings.urls[message.channel] ?? settings.defaultUrl;
      if (url === undefined) {
        return err({
          kind: 'fault',
          cause: 'not-found',
          message: `Could not post to ${message.channel}: no webhook is set for it.`,
          hint: 'Add its address in the connection settings, or deliver the message by hand.',
          retryable: false,
        });
      }
      const host = new URL(url).host;
      const doing: Doing = { what: `post to ${message.channel}`, where: `the webhook at ${host}`, changes: true };
      const answer = await http.send(
        {
          method: 'POST',
          url,
          // Receivers that know the header drop a repeated delivery.
          headers: { 'content-type': 'application/json', 'idempotency-key': message.id },
          body: JSON.stringify({ id: message.id, channel: message.channel, text: message.text }),
          signal,
        },
        doing,
      );
      if (!answer.ok) return answer;
      if (answer.value.status < 200 || answer.value.status > 299) return err(statusFault(answer.value, doing, ''));
      return ok({ reference: `${host} answered ${answer.value.status}` });
    },
    find: async () => ok(null),
    close: () => http.close(),
  };
}
