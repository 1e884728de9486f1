import { z } from 'zod';
import type { Fault } from '#shared/lib/trouble.ts';
import { MonitorSetting, shapeOf } from '#shared/settings/connections-shape.ts';

const shape = shapeOf(z.string().min(1), z.url());

/** The flag service, by its kind. */
export const FlagSettings = shape.flags;
export type FlagSettings = z.infer<typeof FlagSettings>;

/** Everything an engine needs to reach a launch's outside. It holds secrets: kept apart from the log, never sent to a window. */
export const Connections = z.strictObject({
  ...shape.cluster,
  prometheus: shape.prometheus,
  alertmanager: shape.alertmanager.optional(),
  loki: shape.loki.optional(),
  flags: shape.flags,
  slack: shape.slack.optional(),
  webhooks: shape.webhooks.optional(),
  monitors: shape.monitors,
  monitorCaFile: shape.monitorCaFile,
  commands: shape.commands.optional(),
  statusPageUrl: shape.statusPageUrl.optional(),
});
type Parsed = z.infer<typeof Connections>;
/** Sources that may be named without being usable: `lacks` says why, and they say so whenever they are asked. */
export type LackingSource = 'prometheus' | 'alertmanager' | 'loki' | 'flags' | 'slack' | 'webhooks';
type MayLack<Source> = Source extends undefined ? Source : Source & { readonly lacks?: Fault | undefined };
export type Connections = {
  [Key in keyof Parsed]: Key extends LackingSource ? MayLack<Parsed[Key]> : Parsed[Key];
};

/** The line the rehearsal environment prints when it is up. */
export const RehearsalReady = z.looseObject({
  ready: z.literal(true),
  kubeconfig: z.string(),
  context: z.string(),
  namespace: z.string(),
  prometheusUrl: z.url(),
  unleashUrl: z.url(),
  unleashToken: z.string(),
  slackUrl: z.url(),
  slackToken: z.string(),
  webhookUrl: z.url(),
  statusPageUrl: z.url(),
  publicUrl: z.url(),
  faultsUrl: z.url(),
  /** What of the outside is worth a look; without it nothing of it is. */
  monitors: z.array(MonitorSetting).optional(),
  alertmanagerUrl: z.url().optional(),
  /** Values for the pack's variables, by name. */
  variables: z.record(z.string(), z.string()).optional(),
  /** Programs that stand in for those of the vendors. */
  commands: shape.commands.optional(),
  caFile: z.string(),
  pid: z.number().int(),
});
export type RehearsalReady = z.infer<typeof RehearsalReady>;

/** Connections to a rehearsal environment: sinks, never a real channel. Throws when the line isn't one. */
export function connectionsFromRehearsal(readyLine: unknown): Connections {
  const ready = RehearsalReady.parse(typeof readyLine === 'string' ? JSON.parse(readyLine) : readyLine);
  const { caFile } = ready;
  return {
    kubeconfig: ready.kubeconfig,
    context: ready.context,
    namespace: ready.namespace,
    prometheus: { url: ready.prometheusUrl, caFile },
    ...(ready.alertmanagerUrl === undefined ? {} : { alertmanager: { url: ready.alertmanagerUrl, caFile } }),
    flags: { service: 'unleash', url: ready.unleashUrl, token: ready.unleashToken, project: 'default', caFile },
    slack: { url: ready.slackUrl, token: ready.slackToken, caFile },
    webhooks: { urls: {}, defaultUrl: ready.webhookUrl, caFile },
    monitors: ready.monitors ?? [],
    monitorCaFile: caFile,
    ...(ready.commands === undefined ? {} : { commands: ready.commands }),
    statusPageUrl: ready.statusPageUrl,
  };
}
