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

/** Builds what reads them. No request is made yet, and no CA file read: each says of its own that it can't be. */
export function connectFeeds(settings: Connections): Feeds {
  const metrics = createPrometheus(settings.prometheus);
  const alerts = settings.alertmanager === undefined ? null : createAlertmanager(settings.alertmanager);
  const { loki: at } = settings;
  const loki = at !== undefined && readsLoki(settings) ? createLoki(at, settings.namespace) : null;
  const ca = () => trustedCas(settings.monitorCaFile);
  const http = createHttpClient({ ca });
  const looks = { page: createPage(http), certificate: createCertificateLook({ ca }), name: createNameLook() };
  return {
    ...{ metrics, alerts, loki },
    monitor: createMonitorLook(looks),
    statusPage: statusPageOver(http),
    async close() {
      await Promise.all([metrics.close(), alerts?.close(), loki?.close(), http.close()]);
    },
  };
}
