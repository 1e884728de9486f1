import type { RequestOptions } from 'node:https';
import type { KubeConfig, User } from '@kubernetes/client-node';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { allowedEnv } from '../commands/environment.ts';
import { runGroup } from '../commands/process-group.ts';
import { parseJson } from '../http/http-client.ts';
import { cancelledFault, type Doing } from '../network-fault.ts';
import { redact } from '../redact.ts';
import type { ExecCall } from './exec-plugin.ts';

type Authenticator = Parameters<KubeConfig['addAuthenticator']>[0];

const Answer = z.looseObject({
  status: z.looseObject({
    token: z.string().min(1).nullish(),
    clientCertificateData: z.string().min(1).nullish(),
    clientKeyData: z.string().min(1).nullish(),
    expirationTimestamp: z.string().nullish(),
  }),
});
type Credential = z.infer<typeof Answer>['status'];

/** Somebody may have to log in meanwhile; it is no answer of the cluster that is waited for. Real ms. */
const LIMIT_MS = 30_000;
/** Credentials that are refused although they are so new would be no better if asked for again, real ms. */
const NEW_MS = 10_000;
const GRACE_MS = 500;
const DRAIN_MS = 200;
/** More than any credential: a program that floods is not kept in memory. */
const MOST_BYTES = 1024 * 1024;

/**
 * The program that a kubeconfig runs for credentials, once for all who wait for them. The library would start it itself,
 * again for each request, and leave it running: here it ends, with all it has started, when its time is over or the connection
 * is closed.
 */
export class ExecCredentials implements Authenticator {
  readonly #user: string;
  readonly #call: ExecCall;
  readonly #limitMs: number;
  readonly #closed = new AbortController();
  #kept: Credential | null = null;
  /** When they were got (`performance.now()`). */
  #keptAt = 0;
  #asking: Promise<Result<Credential, string>> | null = null;

  constructor(user: string, call: ExecCall, limitMs = LIMIT_MS) {
    this.#user = user;
    this.#call = call;
    this.#limitMs = limitMs;
  }

  isAuthProvider(user: User): boolean {
    return user.name === this.#user;
  }

  /** Takes what {@link ready} got, as old as it is: the program is not run once more for the same request. */
  async applyAuthentication(_user: User, options: RequestOptions): Promise<void> {
    const found = this.#kept === null ? await this.#credential() : ok(this.#kept);
    if (!found.ok) throw new Error(found.error);
    const { token, clientCertificateData, clientKeyData } = found.value;
    if (clientCertificateData) options.cert = clientCertificateData;
    if (clientKeyData) options.key = clientKeyData;
    if (token) options.headers = { ...options.headers, Authorization: `Bearer ${token}` };
  }

  /** Gets credentials before anything is asked with them; whoever gives up waits no longer, the others do. */
  async ready(doing: Doing, signal?: AbortSignal): Promise<Result<void, Fault>> {
    if (signal?.aborted || this.#closed.signal.aborted) return err(cancelledFault(doing));
    let giveUp = (): void => undefined;
    const givenUp = new Promise<null>((resolve) => {
      giveUp = () => resolve(null);
      signal?.addEventListener('abort', giveUp);
    });
    const found = await Promise.race([this.#credential(), givenUp]);
    signal?.removeEventListener('abort', giveUp);
    if (found === null || this.#closed.signal.aborted) return err(cancelledFault(doing));
    if (found.ok) return ok(undefined);
    return err({
      ...{ kind: 'fault', cause: 'unauthenticated', retryable: true },
      message: `Could not ${doing.what}: ${found.error}.`,
      hint: `Run it in a terminal, as kubectl would, and log in there: ${this.#call.command}.`,
    });
  }

  /**
   * The cluster takes them no more (401), whatever they say of their end: they may have been revoked, or this clock be slow.
   * @returns whether the next who needs some has the program run again
   */
  refused(): boolean {
    if (this.#kept === null || performance.now() - this.#keptAt < NEW_MS) return false;
    this.#kept = null;
    return true;
  }

  close(): void {
    this.#closed.abort();
  }

  async #credential(): Promise<Result<Credential, string>> {
    const until = this.#kept?.expirationTimestamp;
    if (this.#kept !== null && (!until || Date.parse(until) > Date.now())) return ok(this.#kept);
    this.#asking ??= this.#run()
      // What can't even be handed to the system: an argument with a zero in it, or too long.
      .catch((error: unknown) => err(`${this.#call.command} can't be started: ${error}`))
      .finally(() => {
        this.#asking = null;
      });
    return this.#asking;
  }

  async #run(): Promise<Result<Credential, string>> {
    const { command, args, env } = this.#call;
    const limit = AbortSignal.timeout(this.#limitMs);
    const said = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
    const ended = await runGroup({
      ...{ file: command, arguments: args ?? [], cwd: process.cwd(), graceMs: GRACE_MS, drainMs: DRAIN_MS },
      // Such programs find their own configuration by it: they see what they see under kubectl.
      env: {
        ...allowedEnv(Object.keys(process.env)),
        ...Object.fromEntries((env ?? []).map(({ name, value }) => [name, value])),
      },
      signal: AbortSignal.any([this.#closed.signal, limit]),
      heard: (stream, part): undefined => {
        said[stream] = Buffer.concat([said[stream], part]).subarray(-MOST_BYTES);
      },
    });
    const program = `${command}, which the kubeconfig runs for credentials,`;
    if (limit.aborted) return err(`${program} gave none within ${this.#limitMs / 1000} s and was ended`);
    if (ended.kind === 'error') return err(`${program} can't be started`);
    if (ended.code !== 0) return err(`${program} failed${lastWords(said.stderr.toString('utf8'))}`);
    const answer = Answer.safeParse(parseJson(said.stdout.toString('utf8')));
    if (!answer.success) return err(`${program} gave an answer that holds none`);
    this.#kept = answer.data.status;
    this.#keptAt = performance.now();
    return ok(this.#kept);
  }
}

const lastWords = (text: string): string => {
  const line = redact([], text.trim().split('\n').at(-1) ?? '').slice(0, 200);
  return line === '' ? '' : `: ${line}`;
};
