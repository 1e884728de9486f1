import type { WebClient } from '@slack/web-api';
import { type Dispatcher, fetch } from 'undici';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { createHttpClient } from '../http/http-client.ts';
import { cancelledFault, type Doing, lost } from '../network-fault.ts';
import type { Delivery, MessagePort, OutgoingMessage } from './port.ts';
import { slackFault } from './slack-fault.ts';

export type SlackSettings = {
  /** Another base address than Slack's own, e.g. the rehearsal's sink. */
  readonly url?: string | undefined;
  readonly token: string;
  readonly caFile?: string | undefined;
  /** The pack's channel to Slack's, e.g. `war-room` to `C0123456789`; without an entry its own name is used. */
  readonly channels?: Readonly<Record<string, string>> | undefined;
  /** Why it can't be asked at all. */
  readonly lacks?: Fault | undefined;
};

const eventType = 'tminus_message';

/** Slack reads `& < >` as markup: text from a launch must never become a mention of everyone. */
const escapeForSlack = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Posts with the official client, its own retries off: it has no idempotency key, so a resend may post twice. */
export function createSlack(settings: SlackSettings): MessagePort & { close(): Promise<void> } {
  const http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
  const named = (channel: string): string => settings.channels?.[channel] ?? channel;
  const channelOf = (message: OutgoingMessage): string => named(message.channel);

  // Loaded when first needed; a client for each call, since only its fetch can carry the call's signal.
  async function client(dispatcher: Dispatcher, signal: AbortSignal): Promise<WebClient> {
    const slack = await import('@slack/web-api');
    return new slack.WebClient(settings.token, {
      ...(settings.url === undefined ? {} : { slackApiUrl: settings.url }),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      logLevel: slack.LogLevel.ERROR,
      allowAbsoluteUrls: false,
      fetch: (url, init) =>
        fetch(url, {
          method: init?.method ?? 'POST',
          ...(init?.headers === undefined ? {} : { headers: init.headers }),
          body: typeof init?.body === 'string' ? init.body : null,
          redirect: 'error',
          dispatcher,
          signal,
        }),
    });
  }

  async function call<T>(
    doing: Doing,
    signal: AbortSignal | undefined,
    work: (web: WebClient) => Promise<T>,
  ): Promise<Result<T, Fault>> {
    const open = http.agent();
    if (!open.ok) return open;
    if (signal?.aborted) return err(cancelledFault(doing));
    const limit = AbortSignal.timeout(10_000);
    const both = signal === undefined ? limit : AbortSignal.any([signal, limit]);
    try {
      return ok(await work(await client(open.value, both)));
    } catch (error) {
      return err(slackFault(error, doing, both));
    }
  }

  return {
    service: 'slack',
    async send(message, signal): Promise<Result<Delivery, Fault>> {
      const channel = channelOf(message);
      const doing: Doing = { what: `post to ${channel}`, where: 'Slack', changes: true };
      const posted = await call(doing, signal, (web) =>
        web.chat.postMessage({
          channel,
          text: escapeForSlack(message.text),
          unfurl_links: false,
          unfurl_media: false,
          metadata: { event_type: eventType, event_payload: { id: message.id } },
        }),
      );
      return posted.ok ? ok({ reference: `${posted.value.channel ?? channel}/${posted.value.ts ?? ''}` }) : posted;
    },
    async find(message, signal): Promise<Result<Delivery | null, Fault>> {
      const channel = channelOf(message);
      const doing: Doing = { what: `look for a message in ${channel}`, where: 'Slack', changes: false };
      const history = await call(doing, signal, (web) =>
        web.conversations.history({ channel, include_all_metadata: true, limit: 200 }),
      );
      if (!history.ok) return history;
      const found = (history.value.messages ?? []).find(
        (one) => one.metadata?.event_type === eventType && idIn(one.metadata.event_payload) === message.id,
      );
      return ok(found?.ts === undefined ? null : { reference: `${channel}/${found.ts}` });
    },
    async reach(channel, signal): Promise<Result<string, Fault>> {
      const id = named(channel);
      const doing: Doing = { what: `reach ${channel}`, where: 'Slack', changes: false };
      const signedIn = await call(doing, signal, (web) => web.auth.test());
      if (!signedIn.ok) return signedIn;
      const as = `signed in to ${signedIn.value.team ?? 'Slack'} as ${signedIn.value.user ?? 'the app'}`;
      // Slack looks channels up by id only.
      if (!/^[CDG][A-Z0-9]{8,}$/.test(id)) return ok(as);
      const seen = await call(doing, signal, (web) => web.conversations.info({ channel: id }));
      if (seen.ok && seen.value.channel?.is_archived === true)
        return err({ ...lost(doing, 'not-found', 'the channel is archived'), retryable: false });
      if (seen.ok) return ok(`${as}, the channel is there`);
      return lacksRight.test(seen.error.message) ? ok(`${as}, may not look channels up`) : seen;
    },
    close: () => http.close(),
  };
}

/** Posting needs no right to look channels up. */
const lacksRight = /missing_scope|unknown_method/;

function idIn(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'id' in payload ? payload.id : undefined;
}
