import { sourceTitles } from '#shared/settings/sections.ts';
import type { Connections } from '../adapters/connections.ts';

/** Credentials, path and query of an address stay out: the log is for everyone to read. */
const server = (url: string): string => new URL(url).origin;

/**
 * What is connected besides the launch's cluster, each in words with its server: no tokens, and nothing of a webhook's address,
 * whose very name may be the secret. What lacks its token isn't connected.
 */
export function sourceWords(settings: Connections): readonly string[] {
  const { prometheus, alertmanager, loki, slack, webhooks, statusPageUrl } = settings;
  const http = { prometheus, alertmanager, loki };
  const channels = [...Object.keys(webhooks?.urls ?? {}), ...(webhooks?.defaultUrl === undefined ? [] : ['others'])];
  return [
    ...(settings.alsoWatched ?? []).map(
      ({ context, namespace }) => `namespace ${namespace} of ${context ?? settings.context}, only watched`,
    ),
    ...(['prometheus', 'alertmanager', 'loki'] as const).flatMap((source) => {
      const set = http[source];
      if (set === undefined || set.lacks !== undefined) return [];
      return [
        `${sourceTitles[source]} at ${server(set.url)}, ${set.token === undefined ? 'no token' : 'with its token'}`,
      ];
    }),
    ...flagWords(settings.flags),
    ...(slack === undefined || slack.lacks !== undefined
      ? []
      : [`Slack at ${server(slack.url ?? 'https://slack.com')}`]),
    ...(webhooks === undefined || webhooks.lacks !== undefined || channels.length === 0
      ? []
      : [`webhooks for ${channels.join(', ')}`]),
    ...[...new Set(settings.monitors.map(({ url }) => server(url)))].map((at) => `monitor of ${at}`),
    ...(statusPageUrl === undefined ? [] : [`status page at ${server(statusPageUrl)}`]),
  ];
}

function flagWords(flags: Connections['flags']): readonly string[] {
  if (flags.lacks !== undefined) return [];
  if (flags.service === 'script') return [`flags by the program ${flags.program}`];
  return [`flags at ${server(flags.url)}, ${flags.service}, project ${flags.project}`];
}
