import type { Fault } from '#shared/lib/trouble.ts';
import { type ConnectionsFile, partsOf } from '#shared/settings/connections-file.ts';
import { secretPlaces, withSecrets } from '#shared/settings/secret-places.ts';
import { sourceTitles } from '#shared/settings/sections.ts';
import { Connections, type LackingSource } from '../adapters/connections.ts';
import { receiverAt } from './receiver.ts';

type Lacks = { [Source in LackingSource]?: Fault };

/** Stands for what isn't there; `lacks` sees to it that nothing is asked with it. */
const PLACEHOLDER = 'not-on-this-console';
const NOWHERE = 'https://not-set-up.invalid';

/** What is missing: said by that source alone, while the others are reached (trust C3). */
const noSecret = (source: LackingSource, name: string): Fault => ({
  kind: 'fault',
  cause: 'unauthenticated',
  message: `${sourceTitles[source]} can't be asked: ${name.startsWith('webhooks.') ? 'an address' : 'its token'} (${name}) is not on this console.`,
  hint: 'Enter it in Settings, Sources. One that was saved for another address is not sent to this one.',
  retryable: false,
});

/** A token that everybody on the way could read is not sent. */
const inTheClear = (source: LackingSource, url: string): Fault => ({
  kind: 'fault',
  cause: 'invalid',
  message: `${sourceTitles[source]} can't be asked: its token would go to ${new URL(url).host} over plain http.`,
  hint: 'Give its address with https in Settings, Sources.',
  retryable: false,
});

const isClear = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && !/^(?:127(?:\.\d+){3}|\[::1\]|(?:.+\.)?localhost)$/.test(hostname);
};

const notSetUp = (source: LackingSource): Fault => ({
  kind: 'fault',
  cause: 'not-found',
  message: `${sourceTitles[source]} can't be asked: it isn't set up on this console.`,
  hint: 'Set it up in Settings, Sources.',
  retryable: false,
});

const sourceOf = (name: string): LackingSource => name.slice(0, name.indexOf('.')) as LackingSource;

/**
 * The connections that a file stands for; `secret` gives a secret to whom it was saved for alone. Sources whose secret is
 * missing are there and say so when they are asked; so do metrics and flags where they aren't set up. Null without a
 * cluster: then nothing can be run.
 */
export function resolveConnections(
  file: ConnectionsFile,
  secret: (name: string, receiver: string | null) => string | undefined,
): Connections | null {
  if (partsOf(file).cluster === undefined) return null;
  const lacks: Lacks = {};
  if (file.prometheus === undefined) lacks.prometheus = notSetUp('prometheus');
  if (file.flags === undefined) lacks.flags = notSetUp('flags');
  for (const { name, value } of secretPlaces(file))
    if (typeof value !== 'string' && secret(value.secret, receiverAt(file, name)) === undefined)
      lacks[sourceOf(name)] ??= noSecret(sourceOf(name), value.secret);
  const filled = withSecrets(file, ({ name, value }) => {
    const missing = name.startsWith('webhooks.') ? NOWHERE : PLACEHOLDER;
    return typeof value === 'string' ? value : (secret(value.secret, receiverAt(file, name)) ?? missing);
  });
  const connections = Connections.parse({
    ...filled,
    prometheus: filled.prometheus ?? { url: NOWHERE },
    flags: filled.flags ?? { service: 'unleash', url: NOWHERE, token: PLACEHOLDER, project: PLACEHOLDER },
    monitors: filled.monitors ?? [],
  });
  for (const source of ['prometheus', 'alertmanager', 'loki', 'flags', 'slack'] as const) {
    const settings = connections[source];
    if (settings === undefined || !('url' in settings) || settings.url === undefined) continue;
    if (settings.token !== undefined && isClear(settings.url)) lacks[source] ??= inTheClear(source, settings.url);
  }
  return withLacks(connections, lacks);
}

function withLacks(connections: Connections, lacks: Lacks): Connections {
  const { prometheus, alertmanager, loki, flags, slack, webhooks } = connections;
  return {
    ...connections,
    prometheus: { ...prometheus, lacks: lacks.prometheus },
    flags: { ...flags, lacks: lacks.flags },
    ...(alertmanager && { alertmanager: { ...alertmanager, lacks: lacks.alertmanager } }),
    ...(loki && { loki: { ...loki, lacks: lacks.loki } }),
    ...(slack && { slack: { ...slack, lacks: lacks.slack } }),
    ...(webhooks && { webhooks: { ...webhooks, lacks: lacks.webhooks } }),
  };
}
