import { z } from 'zod';

const CaFile = z.string().min(1).optional();
const Monitor = z.strictObject({ title: z.string(), url: z.url() });
const Secret = z.string().min(1);

const Commands = z.strictObject({
  folder: z.string().min(1).optional(),
  folders: z.array(z.string().min(1)).optional(),
  env: z.array(z.string().min(1)).optional(),
});

/** The flag service, by its kind. */
export const FlagSettings = z.discriminatedUnion('service', [
  z.strictObject({
    service: z.literal('unleash'),
    url: z.url(),
    token: Secret,
    project: z.string().min(1),
    caFile: CaFile,
  }),
  z.strictObject({
    service: z.literal('launchdarkly'),
    url: z.url().default('https://app.launchdarkly.com'),
    token: Secret,
    project: z.string().min(1),
    caFile: CaFile,
  }),
  z.strictObject({
    service: z.literal('flagsmith'),
    url: z.url().default('https://api.flagsmith.com'),
    token: Secret,
    /** `Api-Key`: a key of the organisation; `Token`: one of a user. */
    scheme: z.enum(['Api-Key', 'Token']).default('Api-Key'),
    /** The project's number. The pack's environment is the name of one there, or its key. */
    project: z.number().int().positive(),
    caFile: CaFile,
  }),
  /** Called as `PROGRAM [ARGUMENTS] get|on|off FLAG ENVIRONMENT`; answers `on`, `off` or `missing`. */
  z.strictObject({
    service: z.literal('script'),
    program: z.string().min(1),
    arguments: z.array(z.string()).optional(),
    /** Where it lies and runs; without it that of `commands`. */
    folder: z.string().min(1).optional(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/i, 'the SHA-256 of the file, 64 hexadecimal digits'),
  }),
]);
export type FlagSettings = z.infer<typeof FlagSettings>;

/** Everything an engine needs to reach a launch's outside. It holds secrets: kept apart from the log, never sent to a window. */
export const Connections = z.strictObject({
  /** Path of the kubeconfig; its current-context is never used. */
  kubeconfig: z.string().min(1),
  context: z.string().min(1),
  namespace: z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'a namespace is made of a-z, 0-9 and -'),
  /** Programs that a kubeconfig may run for credentials. */
  allowedExecPlugins: z.array(z.string()).optional(),
  prometheus: z.strictObject({ url: z.url(), caFile: CaFile, token: Secret.optional() }),
  alertmanager: z.strictObject({ url: z.url(), caFile: CaFile, token: Secret.optional() }).optional(),
  flags: FlagSettings,
  slack: z
    .strictObject({
      url: z.url().optional(),
      token: Secret,
      caFile: CaFile,
      channels: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  /** The pack's channel to the address that takes its messages; the others go to `defaultUrl`. */
  webhooks: z
    .strictObject({ urls: z.record(z.string(), z.url()), defaultUrl: z.url().optional(), caFile: CaFile })
    .optional(),
  monitors: z.array(Monitor),
  /** CAs of the team's own, for monitors and probes; probes trust them besides the public ones. */
  monitorCaFile: CaFile,
  /**
   * Programs that the pack names: where those without a path lie (before PATH), and what they may see of the console's
   * environment. `folder` is also where they run if the pack has no folder of its own.
   */
  commands: Commands.optional(),
  statusPageUrl: z.url().optional(),
});
export type Connections = z.infer<typeof Connections>;

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
  monitors: z.array(Monitor).optional(),
  alertmanagerUrl: z.url().optional(),
  /** Values for the pack's variables, by name. */
  variables: z.record(z.string(), z.string()).optional(),
  /** Programs that stand in for those of the vendors. */
  commands: Commands.optional(),
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
