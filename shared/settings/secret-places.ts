import type { ConnectionsFile } from './connections-file.ts';
import type { SecretReference } from './secret-name.ts';

/** What stands at the place of a secret: the secret itself, or its name. */
export type SecretPlace = { readonly name: string; readonly value: string | SecretReference };

/** Every place of a secret that is filled, by the name that belongs to it. */
export function secretPlaces(file: ConnectionsFile): readonly SecretPlace[] {
  const found: SecretPlace[] = [];
  const add = (name: string, value: string | SecretReference | undefined): void => {
    if (value !== undefined) found.push({ name, value });
  };
  add('prometheus.token', file.prometheus?.token);
  add('alertmanager.token', file.alertmanager?.token);
  add('loki.token', file.loki?.token);
  if (file.flags !== undefined && 'token' in file.flags) add('flags.token', file.flags.token);
  add('slack.token', file.slack?.token);
  for (const [channel, url] of Object.entries(file.webhooks?.urls ?? {})) add(`webhooks.urls.${channel}`, url);
  add('webhooks.defaultUrl', file.webhooks?.defaultUrl);
  return found;
}

/** The same file with another value at each place of a secret; `undefined` leaves the place empty where it may be. */
export function withSecrets<Value>(
  file: ConnectionsFile,
  valueAt: (place: SecretPlace) => Value,
): Record<string, unknown> {
  const swap = (name: string, value: string | SecretReference | undefined): { token?: Value } =>
    value === undefined ? {} : { token: valueAt({ name, value }) };
  const { prometheus, alertmanager, loki, flags, slack, webhooks } = file;
  return {
    ...file,
    ...(prometheus && { prometheus: { ...prometheus, ...swap('prometheus.token', prometheus.token) } }),
    ...(alertmanager && { alertmanager: { ...alertmanager, ...swap('alertmanager.token', alertmanager.token) } }),
    ...(loki && { loki: { ...loki, ...swap('loki.token', loki.token) } }),
    ...(flags && 'token' in flags && { flags: { ...flags, ...swap('flags.token', flags.token) } }),
    ...(slack && { slack: { ...slack, ...swap('slack.token', slack.token) } }),
    ...(webhooks && {
      webhooks: {
        ...webhooks,
        urls: Object.fromEntries(
          Object.entries(webhooks.urls).map(([channel, value]) => [
            channel,
            valueAt({ name: `webhooks.urls.${channel}`, value }),
          ]),
        ),
        ...(webhooks.defaultUrl === undefined
          ? {}
          : { defaultUrl: valueAt({ name: 'webhooks.defaultUrl', value: webhooks.defaultUrl }) }),
      },
    }),
  };
}
