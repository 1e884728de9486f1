import { ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { SilencePort } from './alertmanager/silence-port.ts';
import { createSilences } from './alertmanager/silences.ts';
import { type KindParts, type OperationKinds, operationKinds } from './catalogue.ts';
import { type CommandParts, createCommands } from './commands/run-command.ts';
import type { Connections } from './connections.ts';
import { connectFeeds, type Feeds } from './feeds.ts';
import { createFlags } from './flags/create-flags.ts';
import type { FlagPort } from './flags/port.ts';
import { createHttpClient } from './http/http-client.ts';
import { type AlsoWatched, connectAlsoWatched } from './kubernetes/also-watched.ts';
import { createCluster } from './kubernetes/cluster.ts';
import { connectKubernetes } from './kubernetes/connection.ts';
import { createPodLogs } from './kubernetes/logs.ts';
import type { ClusterPort } from './kubernetes/port.ts';
import type { LogPort } from './logs/port.ts';
import type { MessagePort } from './messages/port.ts';
import { createSlack } from './messages/slack.ts';
import { createWebhook } from './messages/webhook.ts';
import { trustedCas } from './monitors/trusted-cas.ts';
import { createRules, type RulesPort } from './prometheus/rules.ts';

/** Everything outside, connected: what screens and watchers read, what runs operations, what sends messages. */
export type Outside = Feeds & {
  readonly cluster: ClusterPort;
  /** Other namespaces, of this or other clusters, that the screens show too. */
  readonly alsoWatched: readonly AlsoWatched[];
  /** Loki where it is set up, else the pods' own logs: never both, which would show every line twice. */
  readonly logs: LogPort;
  readonly flags: FlagPort;
  /** Null: no Alertmanager is set up. */
  readonly silences: SilencePort | null;
  readonly rules: RulesPort;
  /** By the name of a channel's service; a service without settings is missing and its messages are delivered by hand. */
  readonly messages: { readonly slack?: MessagePort; readonly webhook?: MessagePort };
  kinds(own: Pick<KindParts, 'messages' | 'noted'>): OperationKinds;
};

/** Builds all adapters from `settings`: for whoever needs them all at once. */
export async function connectOutside(settings: Connections, own: CommandParts = {}): Promise<Result<Outside, Fault>> {
  const feeds = connectFeeds(settings);
  const outside = await connectAround(feeds, settings, own);
  if (!outside.ok) {
    await feeds.close();
    return outside;
  }
  const close = async (): Promise<void> => {
    await Promise.all([outside.value.close(), feeds.close()]);
  };
  return ok({ ...outside.value, close });
}

/**
 * Builds the adapters of the cluster and of all that is carried out, around `feeds`, which closing it leaves open. No request
 * is made yet; a Fault says why the kubeconfig can't be used. `own` is what the launch brings for its programs: the pack's folder,
 * where their output is kept, what must not be read in it.
 */
export async function connectAround(
  feeds: Feeds,
  settings: Connections,
  own: CommandParts = {},
): Promise<Result<Outside, Fault>> {
  const kubernetes = await connectKubernetes(settings);
  if (!kubernetes.ok) return kubernetes;
  const connection = kubernetes.value;
  const cluster = createCluster(connection);
  const also = await connectAlsoWatched({ settings, connection }, settings.alsoWatched ?? []);
  const { port: flags, byHand: flagByHand } = createFlags(settings.flags, (folder) =>
    // Run in their own folder, not in the pack's.
    createCommands({ ...settings.commands, ...(folder === undefined ? {} : { folder }) }, { secrets: own.secrets }),
  );
  const silences = settings.alertmanager === undefined ? null : createSilences(settings.alertmanager);
  const rules = createRules(settings.prometheus);
  const slack = settings.slack && createSlack(settings.slack);
  const http = createHttpClient({ ca: () => trustedCas(settings.monitorCaFile) });
  const commands = createCommands(settings.commands, own);
  const webhook = settings.webhooks && createWebhook(settings.webhooks);
  return ok({
    ...feeds,
    ...{ cluster, flags, silences, rules },
    alsoWatched: also.all,
    logs: feeds.loki ?? createPodLogs(connection),
    messages: { ...(slack && { slack }), ...(webhook && { webhook }) },
    kinds: ({ messages, noted }) =>
      operationKinds({
        ...{ kubernetes: connection, flags, flagByHand, messages, noted, http, commands, secrets: own.secrets ?? [] },
      }),
    async close() {
      connection.close();
      also.close();
      await Promise.all([
        flags.close(),
        silences?.close(),
        rules.close(),
        slack?.close(),
        webhook?.close(),
        http.close(),
      ]);
    },
  });
}
