import type { Connections } from '../adapters/connections.ts';

/** What must never be read in a probe's words: tokens, addresses of webhooks, and what programs may see of the environment. */
export function secretsOf(settings: Connections | null): readonly string[] {
  if (settings === null) return [];
  const { prometheus, alertmanager, loki, flags, slack, webhooks, commands } = settings;
  return [
    prometheus.token,
    alertmanager?.token,
    loki?.token,
    'token' in flags ? flags.token : undefined,
    slack?.token,
    ...Object.values(webhooks?.urls ?? {}),
    webhooks?.defaultUrl,
    ...(commands?.env ?? []).map((name) => process.env[name]),
  ].filter((secret): secret is string => secret !== undefined);
}
