import { err, ok } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { createHttpClient, statusFault } from '../http/http-client.ts';
import type { Doing } from '../network-fault.ts';
import type { MessagePort } from './port.ts';

/** `urls`: the pack's channel to the address that takes its messages. An address is a secret: it is never shown or logged. */
export type WebhookSettings = {
  readonly urls: Readonly<Record<string, string>>;
  /** For channels that aren't in `urls`. */
  readonly defaultUrl?: string | undefined;
  readonly caFile?: string | undefined;
  /** Why it can't be asked at all. */
  readonly lacks?: Fault | undefined;
};

/** Posts `{id, channel, text}` as JSON. A webhook can't be asked what it got: `find` never knows. */
export function createWebhook(settings: WebhookSettings): MessagePort & { close(): Promise<void> } {
  const http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
  const urlOf = (channel: string): string | undefined => settings.urls[channel] ?? settings.defaultUrl;
  return {
    service: 'webhook',
    async send(message, signal) {
      const url = urlOf(message.channel);
      if (url === undefined) return err(noWebhook(`post to ${message.channel}`));
      const host = new URL(url).host;
      const doing: Doing = { what: `post to ${message.channel}`, where: `the webhook at ${host}`, changes: true };
      const answer = await http.send(
        {
          method: 'POST',
          url,
          // Receivers that know the header drop a repeated delivery.
          headers: { 'content-type': 'application/json', 'idempotency-key': message.id },
          body: JSON.stringify({ id: message.id, channel: message.channel, text: message.text }),
          ...{ signal, secrets: secretIn(url) },
        },
        doing,
      );
      if (!answer.ok) return answer;
      if (answer.value.status < 200 || answer.value.status > 299) return err(statusFault(answer.value, doing, ''));
      return ok({ reference: `${host} answered ${answer.value.status}` });
    },
    find: async () => ok(null),
    async reach(channel, signal) {
      const url = urlOf(channel);
      if (url === undefined) return err(noWebhook(`reach ${channel}`));
      const host = new URL(url).host;
      const doing: Doing = { what: `reach ${channel}`, where: `the webhook at ${host}`, changes: false };
      // Receivers take a POST only: whatever they say to HEAD, they are there, unless they fail or are gone.
      const answer = await http.send({ method: 'HEAD', url, signal, secrets: secretIn(url) }, doing);
      if (!answer.ok) return answer;
      const { status } = answer.value;
      return status >= 500 || status === 410 ? err(statusFault(answer.value, doing, '')) : ok(`${host} answers`);
    },
    close: () => http.close(),
  };
}

/** What of an address may be repeated in an answer: all of it, or what comes after the host. */
const secretIn = (url: string): readonly string[] => {
  const { pathname, search } = new URL(url);
  return [url, `${pathname}${search}`, pathname];
};

const noWebhook = (what: string): Fault => ({
  kind: 'fault',
  cause: 'not-found',
  message: `Could not ${what}: no webhook is set for it.`,
  hint: 'Add its address in the connection settings, or deliver the message by hand.',
  retryable: false,
});
