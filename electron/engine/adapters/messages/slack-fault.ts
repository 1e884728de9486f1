import type { Fault, FaultCause } from '#shared/lib/trouble.ts';
import { type Doing, lost, networkFault } from '../network-fault.ts';

/** Slack's own words for what is wrong, with what a person can do; others are passed on as they are. */
const permanent: Readonly<Record<string, readonly [cause: FaultCause, hint: string]>> = {
  channel_not_found: [
    'not-found',
    "Check the channel's id in the connection settings; a private channel needs the app invited.",
  ],
  not_in_channel: ['forbidden', 'Invite the app to the channel: /invite @app.'],
  is_archived: ['not-found', 'The channel is archived: choose another one.'],
  msg_too_long: ['invalid', 'Shorten the message.'],
  no_text: ['invalid', 'The message is empty.'],
  not_authed: ['unauthenticated', 'Give the app token in the connection settings.'],
  invalid_auth: ['unauthenticated', 'Give a new app token in the connection settings.'],
  token_revoked: ['unauthenticated', 'Give a new app token in the connection settings.'],
  account_inactive: ['unauthenticated', 'Give a new app token in the connection settings.'],
  missing_scope: ['forbidden', 'The app lacks a scope (chat:write, channels:history): add it and reinstall the app.'],
  restricted_action: ['forbidden', 'A workspace rule forbids this app to post here.'],
};
/** Slack answered with an error of its own: it may have posted all the same. */
const ambiguous = new Set(['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;

/** Classifies what the official client threw. By shape, since its classes are only loaded when first needed. */
export function slackFault(error: unknown, doing: Doing, signal: AbortSignal): Fault {
  const code = field(error, 'code');
  if (code === 'slack_webapi_platform_error') return platformFault(String(field(field(error, 'data'), 'error')), doing);
  if (code === 'slack_webapi_rate_limited_error') return rateLimited(doing, Number(field(error, 'retryAfter')));
  if (code === 'slack_webapi_http_error') {
    const status = Number(field(error, 'statusCode'));
    const why = `${doing.where} answered ${status}`;
    if (status === 429) return rateLimited(doing, 30);
    if (status >= 500) return lost(doing, 'unavailable', why);
    return { kind: 'fault', cause: 'invalid', message: `Could not ${doing.what}: ${why}.`, retryable: false };
  }
  const inner = code === 'slack_webapi_request_error' ? field(error, 'original') : error;
  return networkFault(inner, doing, signal);
}

function rateLimited(doing: Doing, seconds: number): Fault {
  const wait = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {};
  return {
    kind: 'fault',
    cause: 'rate-limited',
    message: `Could not ${doing.what}: Slack asks to slow down.`,
    retryable: true,
    ...wait,
  };
}

function platformFault(said: string, doing: Doing): Fault {
  if (said === 'ratelimited' || said === 'rate_limited') return rateLimited(doing, Number.NaN);
  if (ambiguous.has(said)) return lost(doing, 'unavailable', `Slack answered ${said}`);
  const [cause, hint] = permanent[said] ?? (['invalid', undefined] as const);
  return { kind: 'fault', cause, message: `Could not ${doing.what}: Slack answered ${said}.`, hint, retryable: false };
}
