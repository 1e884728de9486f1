import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { createAlertmanager } from './alertmanager/alertmanager.ts';
import type { AlertPort } from './alertmanager/port.ts';
import type { SilencePort } from './alertmanager/silence-port.ts';
import { createSilences } from './alertmanager/silences.ts';
import { type KindParts, type OperationKinds, operationKinds } from './catalogue.ts';
import { type CommandParts, createCommands } from './commands/run-command.ts';
import type { Connections } from './connections.ts';
import { createFlags } from './flags/create-flags.ts';
import type { FlagPort } from './flags/port.ts';
import { createHttpClient } from './http/http-client.ts';
import { type AlsoWatched, connectAlsoWatched } from './kubernetes/also-watched.ts';
import { createCluster } from './kubernetes/cluster.ts';
import { connectKubernetes } from './kubernetes/connection.ts';
import { createPodLogs } from './kubernetes/logs.ts';
import type { ClusterPort } from './kubernetes/port.ts';
import type { LogPort } from './logs/port.ts';
import { createLoki } from './loki/loki.ts';
import type { MessagePort } from './messages/port.ts';
import { createSlack } from './messages/slack.ts';
import { createWebhook } from './messages/webhook.ts';
import { createCertificateLook } from './monitors/certificate.ts';
import { createMonitorLook } from './monitors/look-at-monitor.ts';
import { createNameLook } from './monitors/name.ts';
import { createPage } from './monitors/page.ts';
import type { MonitorPort, StatusPagePort } from './monitors/port.ts';
import { statusPageOver } from './monitors/status-page.ts';
import { trustedCas } from './monitors/trusted-cas.ts';
import type { MetricsPort } from './prometheus/port.ts';
import { createPrometheus } from './prometheus/prometheus.ts';
import { createRules, type RulesPort } from './prometheus/rules.ts';

/** Everything outside, connected: what screens and watchers read, what runs operations, what sends messages. */
export type Outside = {
  readonly cluster: ClusterPort;
  /** Other namespaces, of this or other clusters, that the screens show too. */
  readonly alsoWatched: readonly AlsoWatched[];
  readonly metrics: MetricsPort;
  /** Loki where it is set up, else the pods' own logs: never both, which would show every line twice. */
  readonly logs: LogPort;
  readonly flags: FlagPort;
  /** Null: no Alertmanager is set up. */
  readonly alerts: AlertPort | null;
  /** Null: no Alertmanager is set up. */
  readonly silences: SilencePort | null;
  readonly rules: RulesPort;
  readonly monitor: MonitorPort;
  readonly statusPage: StatusPagePort;
  /** By the name of a channel's service; a service without settings is missing and its messages are delivered by hand. */
  readonly messages: { readonly slack?: MessagePort; readonly webhook?: MessagePort };
  kinds(own: Pick<KindParts, 'messages' | 'noted'>): OperationKinds;
  close(): Promise<void>;
};

/**
 * Builds all adapters from `settings`. No request is made yet; a Fault says which setting can't be used. `own` is what the
 * launch brings for its programs: the pack's folder, where their output is kept, what must not be read in it.
 */
export async function connectOutside(settings: Connections, own: CommandParts = {}): Promise<Result<Outside, Fault>> {
  const kubernetes = await connectKubernetes(settings);
  if (!kubernetes.ok) return kubernetes;
  const connection = kubernetes.value;
  try {
    const cluster = createCluster(connection);
    const also = await connectAlsoWatched({ settings, connection }, settings.alsoWatched ?? []);
    const metrics = createPrometheus(settings.prometheus);
    const logs =
      settings.loki === undefined || settings.loki.lacks !== undefined
        ? createPodLogs(connection)
        : createLoki(settings.loki, settings.namespace);
    const { port: flags, byHand: flagByHand } = createFlags(settings.flags, (folder) =>
      // Run in their own folder, not in the pack's.
      createCommands({ ...settings.commands, ...(folder === undefined ? {} : { folder }) }, { secrets: own.secrets }),
    );
    const alerts = settings.alertmanager === undefined ? null : createAlertmanager(settings.alertmanager);
    const silences = settings.alertmanager === undefined ? null : createSilences(settings.alertmanager);
    const rules = createRules(settings.prometheus);
    const slack = settings.slack && createSlack(settings.slack);
    const ca = trustedCas(settings.monitorCaFile);
    const http = createHttpClient({ ca });
    const looks = { page: createPage(http), certificate: createCertificateLook({ ca }), name: createNameLook() };
    const commands = createCommands(settings.commands, own);
    const webhook = settings.webhooks && createWebhook(settings.webhooks);
    return ok({
      cluster,
      alsoWatched: also.all,
      metrics,
      logs,
      flags,
      alerts,
      silences,
      rules,
      monitor: createMonitorLook(looks),
      statusPage: statusPageOver(http),
      messages: { ...(slack && { slack }), ...(webhook && { webhook }) },
      kinds: ({ messages, noted }) =>
        operationKinds({
          ...{ kubernetes: connection, flags, flagByHand, messages, noted, http, commands, secrets: own.secrets ?? [] },
        }),
      async close() {
        connection.close();
        also.close();
        await Promise.all([
          metrics.close(),
          logs.close(),
          flags.close(),
          alerts?.close(),
          silences?.close(),
          rules.close(),
          slack?.close(),
          webhook?.close(),
          http.close(),
        ]);
      },
    });
  } catch (error) {
    connection.close();
    const path = error instanceof Error && 'path' in error ? ` ${String(error.path)}` : '';
    return err({
      kind: 'fault',
      cause: 'disk',
      message: `A CA file of the connection settings can't be read:${path}.`,
      hint: 'Check its path in the connection settings.',
      retryable: false,
    });
  }
}
