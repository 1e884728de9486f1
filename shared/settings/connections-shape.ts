import { z } from 'zod';

const File = z.string().min(1);
const Url = z.url('an address is needed, such as https://prometheus.example.com');
export const MonitorSetting = z.strictObject({ title: z.string().min(1), url: Url });

/** What a kubeconfig may run for credentials, as a person has allowed it: this file, called in this way. */
export const AllowedProgram = z.strictObject({
  command: z.string().min(1),
  /** Where it lay when it was allowed; it is run from there. */
  path: z.string().min(1),
  /** SHA-256 of the file. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** SHA-256 of command, arguments and environment as the kubeconfig has them. */
  callSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type AllowedProgram = z.infer<typeof AllowedProgram>;

const Namespace = z.string().regex(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/, 'a namespace is made of a-z, 0-9 and -');
/** Without a kubeconfig or context, the launch's own is meant. */
const AlsoWatched = z.strictObject({
  title: z.string().min(1),
  kubeconfig: z.string().min(1).optional(),
  context: z.string().min(1).optional(),
  namespace: Namespace,
});

const cluster = {
  /** Path of the kubeconfig; its current-context is never used. */
  kubeconfig: z.string().min(1, 'a kubeconfig is needed'),
  context: z.string().min(1, 'a context is needed'),
  namespace: Namespace,
  /** Programs that the kubeconfig may run for credentials; a bare name allows any call of it. */
  allowedExecPlugins: z.array(z.union([z.string(), AllowedProgram])).optional(),
  /** Namespaces that the screens show besides the launch's, of this or other clusters; nothing is written there. */
  alsoWatched: z.array(AlsoWatched).optional(),
};

const Commands = z.strictObject({
  folder: z.string().min(1).optional(),
  folders: z.array(z.string().min(1)).optional(),
  env: z.array(z.string().min(1)).optional(),
});

/**
 * How each source is reached. The same shape three times: with secrets as they are needed to connect, with names in their
 * place as windows see them, and with either as they lie in connections.json.
 * @param secret what stands for a token
 * @param address what stands for an address that is a secret
 */
export function shapeOf<Secret extends z.ZodType, Address extends z.ZodType>(secret: Secret, address: Address) {
  const caFile = File.optional();
  return {
    cluster,
    prometheus: z.strictObject({ url: Url, caFile, token: secret.optional() }),
    alertmanager: z.strictObject({ url: Url, caFile, token: secret.optional() }),
    loki: z.strictObject({
      url: Url,
      caFile,
      token: secret.optional(),
      tenant: z.string().min(1).optional(),
      /** LogQL; without it the pods of the launch's services, by the labels `namespace` and `app`. */
      query: z.string().min(1).optional(),
    }),
    /** The flag service, by its kind. */
    flags: z.discriminatedUnion('service', [
      z.strictObject({
        service: z.literal('unleash'),
        url: Url,
        token: secret,
        project: z.string().min(1),
        caFile,
      }),
      z.strictObject({
        service: z.literal('launchdarkly'),
        url: Url.default('https://app.launchdarkly.com'),
        token: secret,
        project: z.string().min(1),
        caFile,
      }),
      z.strictObject({
        service: z.literal('flagsmith'),
        url: Url.default('https://api.flagsmith.com'),
        token: secret,
        /** `Api-Key`: a key of the organisation; `Token`: one of a user. */
        scheme: z.enum(['Api-Key', 'Token']).default('Api-Key'),
        /** The project's number. The pack's environment is the name of one there, or its key. */
        project: z.number().int().positive(),
        caFile,
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
    ]),
    slack: z.strictObject({
      url: Url.optional(),
      token: secret,
      caFile,
      channels: z.record(z.string(), z.string()).optional(),
    }),
    /** The pack's channel to the address that takes its messages; the others go to `defaultUrl`. */
    webhooks: z.strictObject({ urls: z.record(z.string(), address), defaultUrl: address.optional(), caFile }),
    monitors: z.array(MonitorSetting),
    /** CAs of the team's own, for monitors and probes; probes trust them besides the public ones. */
    monitorCaFile: caFile,
    /**
     * Programs that the pack names: where those without a path lie (before PATH), and what they may see of the console's
     * environment. `folder` is also where they run if the pack has no folder of its own.
     */
    commands: Commands,
    statusPageUrl: Url,
  };
}
