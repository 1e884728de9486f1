import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { createAlertmanager } from './alertmanager/alertmanager.ts';
import type { AlertPort } from './alertmanager/port.ts';
import type { Connections } from './connections.ts';
import { createHttpClient } from './http/http-client.ts';
import type { LogPort } from './logs/port.ts';
import { createLoki } from './loki/loki.ts';
import { createCertificateLook } from './monitors/certificate.ts';
import { createMonitorLook } from './monitors/look-at-monitor.ts';
import { createNameLook } from './monitors/name.ts';
import { createPage } from './monitors/page.ts';
import type { MonitorPort, StatusPagePort } from './monitors/port.ts';
import { statusPageOver } from './monitors/status-page.ts';
import { trustedCas } from './monitors/trusted-cas.ts';
import type { MetricsPort } from './prometheus/port.ts';
import { createPrometheus } from './prometheus/prometheus.ts';

/** What is only ever read, and from elsewhere than the launch's cluster: nothing here can change anything. */
export type Feeds = {
  readonly metrics: MetricsPort;
  /** Null: no Alertmanager is set up. */
  readonly alerts: AlertPort | null;
  /** Null: no Loki is set up, or it can't be used; the pods' own logs come from the cluster. */
  readonly loki: LogPort | null;
  readonly monitor: MonitorPort;
  readonly statusPage: StatusPagePort;
  close(): Promise<void>;
};

/** Whether logs come from Loki, and not from the cluster. */
export const readsLoki = ({ loki }: Pick<Connections, 'loki'>): boolean =>
  loki !== undefined && loki.lacks === undefined;

/** Builds what reads them. No request is made yet; a Fault says which CA file can't be read. */
export function connectFeeds(settings: Connections): Result<Feeds, Fault> {
  try {
    const metrics = createPrometheus(settings.prometheus);
    const alerts = settings.alertmanager === undefined ? null : createAlertmanager(settings.alertmanager);
    const { loki: at } = settings;
    const loki = at !== undefined && readsLoki(settings) ? createLoki(at, settings.namespace) : null;
    const ca = trustedCas(settings.monitorCaFile);
    const http = createHttpClient({ ca });
    const looks = { page: createPage(http), certificate: createCertificateLook({ ca }), name: createNameLook() };
    return ok({
      ...{ metrics, alerts, loki },
      monitor: createMonitorLook(looks),
      statusPage: statusPageOver(http),
      async close() {
        await Promise.all([metrics.close(), alerts?.close(), loki?.close(), http.close()]);
      },
    });
  } catch (error) {
    return err(caFault(error));
  }
}

/** A CA file that can't be read: what building adapters ends with. */
export function caFault(error: unknown): Fault {
  const path = error instanceof Error && 'path' in error ? ` ${String(error.path)}` : '';
  return {
    kind: 'fault',
    cause: 'disk',
    message: `A CA file of the connection settings can't be read:${path}.`,
    hint: 'Check its path in the connection settings.',
    retryable: false,
  };
}
