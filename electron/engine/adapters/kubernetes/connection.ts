import { createHash } from 'node:crypto';
import type { RequestOptions } from 'node:https';
import type {
  ApisApi,
  AppsV1Api,
  AuthenticationV1Api,
  AuthorizationV1Api,
  ConfigurationOptions,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  RequestContext,
  ResponseContext,
  VersionApi,
} from '@kubernetes/client-node';
import { Agent } from 'undici';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { type Ask, doingOf, isChange, kubernetesFault, type Place } from './fault.ts';
import { type KubernetesSettings, vetKubeconfig } from './kubeconfig.ts';

export type Apis = {
  readonly apps: AppsV1Api;
  readonly core: CoreV1Api;
  readonly custom: CustomObjectsApi;
  readonly version: VersionApi;
  readonly groups: ApisApi;
  readonly authorization: AuthorizationV1Api;
  readonly authentication: AuthenticationV1Api;
};

/** One context of one kubeconfig over kept-alive connections. All calls go through `call`, where every failure becomes a Fault. */
export interface Connection {
  readonly place: Place;
  readonly kubeconfig: KubeConfig;
  /** Bounded by its own time limit; a change is never cut off by `signal` half-way, since nobody could explain it then. */
  call<T>(
    ask: Ask,
    work: (apis: Apis, options: ConfigurationOptions) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<Result<T, Fault>>;
  /**
   * What a long answer of our own is asked with: credentials as they are now, and connections that no call waits for. Whoever
   * asks ends it: no time limit, no Fault. They are there when `ready` says so.
   */
  streams(): Promise<{ readonly agent: Agent; readonly headers: Readonly<Record<string, string>> }>;
  /** Gets credentials where a program gives them; `call` does it by itself. */
  ready(ask: Ask, signal?: AbortSignal): Promise<Result<void, Fault>>;
  /** To be told when the cluster has answered with 401: credentials that a program gave are then asked for anew. */
  refused(): void;
  /** How many changes have begun or ended so far: an answer from before the last one may not hold any more. */
  changesMade(): number;
  /** The same connection, for another namespace. */
  inNamespace(namespace: string): Connection;
  close(): void;
}

export const fieldManager = 'tminus';

/**
 * Connects to the cluster that `settings` name; no request is made yet. The client, which is large, is loaded here,
 * when first needed. `timeoutMs` bounds every single request.
 */
export async function connectKubernetes(
  settings: KubernetesSettings,
  timeoutMs = 10_000,
): Promise<Result<Connection, Fault>> {
  const client = await import('./client.ts');
  const vetted = vetKubeconfig(settings, new client.KubeConfig());
  if (!vetted.ok) return vetted;
  const { kubeconfig, plugin } = vetted.value;
  const server = kubeconfig.getCurrentCluster()?.server ?? '';
  const place: Place = {
    context: settings.context,
    namespace: settings.namespace,
    user: kubeconfig.getCurrentUser()?.name ?? 'this user',
    server,
  };

  const pool = keptAlive(kubeconfig);
  kubeconfig.applySecurityAuthentication = pool.authenticate;
  const apis: Apis = {
    apps: kubeconfig.makeApiClient(client.AppsV1Api),
    core: kubeconfig.makeApiClient(client.CoreV1Api),
    custom: kubeconfig.makeApiClient(client.CustomObjectsApi),
    version: kubeconfig.makeApiClient(client.VersionApi),
    groups: kubeconfig.makeApiClient(client.ApisApi),
    authorization: kubeconfig.makeApiClient(client.AuthorizationV1Api),
    authentication: kubeconfig.makeApiClient(client.AuthenticationV1Api),
  };

  let changes = 0;
  const places = new Map<string, Connection>();
  const connectionAt = (at: Place): Connection => {
    const known = places.get(at.namespace);
    if (known !== undefined) return known;
    const connection: Connection = {
      place: at,
      kubeconfig,
      streams: pool.streams,
      ready: async (ask, signal) => (plugin === null ? ok(undefined) : plugin.ready(doingOf(ask, at), signal)),
      changesMade: () => changes,
      inNamespace: (namespace) => connectionAt({ ...at, namespace }),
      refused: () => void plugin?.refused(),
      async call(ask, work, signal) {
        const once = async () => {
          const ready = await connection.ready(ask, signal);
          if (!ready.ok) return ready;
          const limit = AbortSignal.timeout(timeoutMs);
          const both = signal === undefined || isChange(ask) ? limit : AbortSignal.any([signal, limit]);
          try {
            return ok(await work(apis, { middleware: [withSignal(client, both)], middlewareMergeStrategy: 'append' }));
          } catch (error) {
            return err(kubernetesFault(error, ask, at, both));
          }
        };
        if (isChange(ask)) changes += 1;
        try {
          const first = await once();
          // What was refused for who asked was not carried out: asked once more by somebody the cluster may know.
          const isRefused = !first.ok && first.error.cause === 'unauthenticated' && plugin?.refused() === true;
          return isRefused ? await once() : first;
        } finally {
          if (isChange(ask)) changes += 1;
        }
      },
      close() {
        plugin?.close();
        pool.close();
      },
    };
    places.set(at.namespace, connection);
    return connection;
  };
  return ok(connectionAt(place));
}

/** The client's generated calls take no signal of their own. */
function withSignal(client: typeof import('./client.ts'), signal: AbortSignal) {
  return {
    pre: (context: RequestContext) => {
      context.setSignal(signal);
      return new client.Observable(Promise.resolve(context));
    },
    post: (context: ResponseContext) => new client.Observable(Promise.resolve(context)),
  };
}

/**
 * The library makes a new agent and TLS handshake for each request. Here one pool is kept for as long as the
 * credentials stay the same; headers (tokens that are renewed) are asked for each time.
 */
function keptAlive(kubeconfig: KubeConfig) {
  let pool: { readonly agent: Agent; readonly streams: Agent; readonly fingerprint: string } | null = null;
  const current = async () => {
    const options: RequestOptions = {};
    await kubeconfig.applyToHTTPSOptions(options);
    const headers = Object.fromEntries(
      Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const { ca, cert, key, passphrase, servername, rejectUnauthorized } = options;
    const tls = {
      ...(ca === undefined ? {} : { ca }),
      ...(cert === undefined ? {} : { cert }),
      ...(key === undefined ? {} : { key }),
      ...(passphrase === undefined ? {} : { passphrase }),
      ...(servername === undefined ? {} : { servername }),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    };
    const fingerprint = createHash('sha256').update(JSON.stringify(tls)).digest('hex');
    if (pool?.fingerprint !== fingerprint) {
      pool?.agent.close().catch(() => undefined);
      pool?.streams.close().catch(() => undefined);
      const kept = { connect: { ...tls, timeout: 5_000 }, keepAliveTimeout: 60_000, allowH2: false };
      pool = { agent: new Agent({ ...kept, connections: 16 }), streams: new Agent(kept), fingerprint };
    }
    return { ...pool, headers };
  };
  return {
    async authenticate(context: RequestContext): Promise<void> {
      const { agent, headers } = await current();
      for (const [name, value] of Object.entries(headers)) context.setHeaderParam(name, value);
      context.setDispatcher(agent);
    },
    async streams() {
      const { streams, headers } = await current();
      return { agent: streams, headers };
    },
    close(): void {
      pool?.agent.destroy().catch(() => undefined);
      pool?.streams.destroy().catch(() => undefined);
      pool = null;
    },
  };
}
