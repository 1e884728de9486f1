import { z } from 'zod';
import type { TestLine } from '#shared/contract/settings-facts.ts';
import { bearer, createHttpClient } from '../http/http-client.ts';
import { createWebhook } from '../messages/webhook.ts';
import { act, failed, get, good, type SourceTest, unknown, watch } from './test-parts.ts';

const Auth = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
  url: z.string().optional(),
});

/** Signs in to Slack and looks at its scopes; nothing is posted. */
export const testSlack: SourceTest = async (ask) => {
  const settings = ask.connections.slack;
  if (settings === undefined) return [];
  const http = createHttpClient(settings);
  const base = (settings.url ?? 'https://slack.com/api/').replace(/\/*$/, '/');
  try {
    const got = await get(
      http,
      { url: `${base}auth.test`, headers: bearer(settings.token), what: 'sign in', where: 'Slack' },
      ask,
    );
    if ('fault' in got) return [failed('Reached', got.fault)];
    const auth = Auth.safeParse(got.body);
    if (!auth.success) return [act('Reached', 'something answers there, and it isn’t Slack')];
    if (!auth.data.ok)
      return [act('Reached', `Slack refuses the token: ${auth.data.error ?? 'no reason'}. Enter the app’s bot token.`)];
    const as = good('Reached', `team ${auth.data.team ?? 'not said'} as ${auth.data.user ?? 'not said'}`);
    return [as, ...scopeLines(got.answer.headers['x-oauth-scopes']), got.clock];
  } finally {
    await http.close();
  }
};

function scopeLines(header: string | string[] | undefined): readonly TestLine[] {
  if (header === undefined) return [unknown('Scopes', 'it does not say what the token may do')];
  const scopes = new Set(
    String(header)
      .split(',')
      .map((scope) => scope.trim()),
  );
  const list = [...scopes].join(', ');
  const reads = [...scopes].some((scope) => scope.endsWith(':history'));
  return [
    scopes.has('chat:write')
      ? good('Scopes', list)
      : act('Scopes', `may not post: chat:write is missing (it has ${list})`),
    reads
      ? good('Looks back', 'a message whose answer was lost can be looked for')
      : watch('Looks back', 'without channels:history a message whose answer was lost waits for a person'),
  ];
}

/** Whether each webhook answers; nothing is sent. */
export const testWebhooks: SourceTest = async ({ connections, signal }) => {
  const settings = connections.webhooks;
  if (settings === undefined) return [];
  const port = createWebhook(settings);
  const channels = [...Object.keys(settings.urls), ...(settings.defaultUrl === undefined ? [] : ['any other channel'])];
  try {
    if (channels.length === 0) return [watch('Webhooks', 'there is none: give at least one address')];
    return await Promise.all(
      channels.map(async (channel) => {
        const answer = await port.reach(channel, signal);
        return answer.ok ? good(channel, `${answer.value}; nothing was sent`) : failed(channel, answer.error);
      }),
    );
  } finally {
    await port.close();
  }
};
