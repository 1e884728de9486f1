import { randomBytes } from 'node:crypto';
import { AlertBook } from './alerts/alert-book.ts';
import { Alertmanager } from './alerts/alertmanager.ts';
import { Silences } from './alerts/silences.ts';
import type { CertificateAuthority } from './certificates/authority.ts';
import type { EnvironmentClock } from './clock.ts';
import { CloudSql } from './database/cloud-sql.ts';
import { DatabaseInstances } from './database/instances.ts';
import { handleFaults } from './faults/api.ts';
import type { Faults } from './faults/faults.ts';
import { guarded, interfere } from './faults/interference.ts';
import { keepCertificate } from './faults/public-certificate.ts';
import type { Target } from './faults/scenarios.ts';
import { FlagStore } from './flags/flag-store.ts';
import { Unleash } from './flags/unleash.ts';
import type { NetworkServices } from './network/network-services.ts';
import { startNetworkServices } from './network/network-services.ts';
import { PrometheusApi } from './prometheus/api.ts';
import type { Handler } from './server/endpoint.ts';
import { Endpoint } from './server/endpoint.ts';
import { Ledger } from './sink/ledger.ts';
import { Outside } from './sink/outside.ts';
import { Slack } from './sink/slack.ts';
import { handleWebhook } from './sink/webhook.ts';
import type { Traffic } from './traffic/traffic.ts';
import type { World } from './world/world.ts';

export type ServicesParts = {
  readonly authority: CertificateAuthority;
  readonly worlds: readonly [World, ...World[]];
  readonly clock: EnvironmentClock;
  readonly traffic: Traffic;
  readonly faults: Faults;
  readonly cloneMs: number | undefined;
};

/** Everything outside the cluster, each on a port of its own so that each can go down by itself. */
export interface Services {
  readonly endpoints: ReadonlyMap<Target, Endpoint>;
  readonly ledger: Ledger;
  readonly flags: FlagStore;
  readonly network: NetworkServices;
  /** HOST:PORT of the public entrance. */
  readonly publicHost: string;
  readonly addresses: {
    readonly prometheusUrl: string;
    readonly alertmanagerUrl: string;
    readonly unleashUrl: string;
    readonly unleashToken: string;
    readonly slackUrl: string;
    readonly slackToken: string;
    readonly webhookUrl: string;
    readonly statusPageUrl: string;
    readonly publicUrl: string;
    readonly sqlUrl: string;
    readonly faultsUrl: string;
    readonly sinkUrl: string;
  };
  stop(): Promise<void>;
}

const distinct = (values: readonly string[]): string[] => [...new Set(values)];

/** Starts metrics, alerts, flags, messages, the outside, DNS and NTP, and the control port that never goes down. */
export async function startServices({
  authority,
  worlds,
  clock,
  traffic,
  faults,
  cloneMs,
}: ServicesParts): Promise<Services> {
  const unleashToken = `*:*.${randomBytes(25).toString('hex')}`;
  const slackToken = `xoxb-rehearsal-${randomBytes(16).toString('hex')}`;
  const ledger = new Ledger();
  const flags = new FlagStore(
    distinct(worlds.flatMap((world) => world.environments)),
    distinct(worlds.flatMap((world) => world.flags)),
  );
  const nowMs = () => clock.launchNow();
  const unleash = new Unleash(flags, unleashToken);
  const slack = new Slack(slackToken, ledger);
  const silences = new Silences(nowMs);
  const book = new AlertBook({ traffic, faults, silences, nowMs, namespace: worlds[0].namespace });
  const prometheus = new PrometheusApi(traffic, nowMs, () => book.look());
  const alertmanager = new Alertmanager(book, silences, nowMs);
  const instances = new DatabaseInstances(
    worlds.flatMap((world) => world.databases),
    clock,
    cloneMs,
  );
  const outside = new Outside(worlds, traffic, faults, new CloudSql(instances, clock.startMs));
  const hosts = distinct(worlds.flatMap((world) => world.services.flatMap((service) => service.hosts)));
  const pair = await authority.issueServer('rehearsal', { hosts });
  const start = async (name: string, handler: Handler) => {
    const endpoint = new Endpoint(name, pair, authority.certificate, handler);
    await endpoint.listen();
    return endpoint;
  };
  const target = (name: Target, handler: Handler) => start(name, guarded(faults, name, handler));
  const prometheusEnd = await target('prometheus', (exchange) => prometheus.handle(exchange));
  const alertmanagerEnd = await target('alertmanager', (exchange) => alertmanager.handle(exchange));
  const unleashEnd = await target('unleash', (exchange) =>
    interfere(faults, 'unleash', exchange) ? undefined : unleash.handle(exchange),
  );
  const slackEnd = await target('slack', (exchange) => {
    if (interfere(faults, 'slack', exchange)) return;
    return exchange.segments[0] === 'webhook' ? handleWebhook(ledger, exchange) : slack.handle(exchange);
  });
  const outsideEnd = await target('outside', (exchange) => outside.handle(exchange));
  keepCertificate(faults, outsideEnd, authority, hosts);
  const network = await startNetworkServices(
    worlds.flatMap((world) => world.names),
    faults,
  );
  const control = await start('control', (exchange) => {
    if (exchange.segments[0] === 'faults') return handleFaults(faults, exchange);
    if (exchange.url.pathname === '/sink/messages') return exchange.json(200, { messages: ledger.list() });
    if (exchange.url.pathname === '/clock')
      return exchange.json(200, { launchNowMs: clock.launchNow(), startMs: clock.startMs, speed: clock.speed });
    return exchange.json(404, { message: 'Served here: /faults, /sink/messages, /clock.' });
  });
  const endpoints = new Map<Target, Endpoint>([
    ['prometheus', prometheusEnd],
    ['alertmanager', alertmanagerEnd],
    ['unleash', unleashEnd],
    ['slack', slackEnd],
    ['outside', outsideEnd],
  ]);
  return {
    endpoints,
    ledger,
    flags,
    network,
    publicHost: outsideEnd.host,
    addresses: {
      prometheusUrl: `${prometheusEnd.origin}/prometheus`,
      alertmanagerUrl: `${alertmanagerEnd.origin}/alertmanager`,
      unleashUrl: `${unleashEnd.origin}/unleash`,
      unleashToken,
      slackUrl: `${slackEnd.origin}/slack/api/`,
      slackToken,
      webhookUrl: `${slackEnd.origin}/webhook/launch`,
      statusPageUrl: `${outsideEnd.origin}/status`,
      sqlUrl: `${outsideEnd.origin}/sql`,
      publicUrl: `${outsideEnd.origin}/public`,
      faultsUrl: `${control.origin}/faults`,
      sinkUrl: `${control.origin}/sink/messages`,
    },
    stop: async () => {
      book.stop();
      await network.stop();
      await Promise.all([...endpoints.values(), control].map((endpoint) => endpoint.close()));
    },
  };
}
