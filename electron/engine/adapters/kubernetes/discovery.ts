import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import type { Connection } from './connection.ts';

/** What this API server is able to do: asked once for each connection, never assumed. */
export type Discovery = {
  readonly version: string;
  readonly minor: number;
  /** `fieldValidation` is honoured by default from 1.25 on; older servers drop unknown fields without a word. */
  readonly knowsFieldValidation: boolean;
  /** Served versions of a group, the preferred one first. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
};

type Asked = { readonly answer: Promise<Result<Discovery, Fault>>; readonly atMs: number };
const known = new WeakMap<Connection, Asked>();
/** What was not served may be installed later: so often it is asked anew for that, real ms. */
const ANEW_MS = 60_000;

/** Version and API groups of the server. Kept once it was answered, until something is missed in it; those who ask at once ask once. */
export async function discover(connection: Connection, signal?: AbortSignal): Promise<Result<Discovery, Fault>> {
  const asked = known.get(connection) ?? { answer: ask(connection), atMs: performance.now() };
  known.set(connection, asked);
  const found = await (signal === undefined ? asked.answer : orCalledOff(connection, asked.answer, signal));
  // Another may have asked anew meanwhile: theirs stays.
  if (!found.ok && found.error.cause !== 'cancelled' && known.get(connection) === asked) known.delete(connection);
  return found;
}

/**
 * Something is missed in what the server said it serves: that is forgotten, unless it is fresh.
 * @returns true when the next to ask asks the server
 */
export function doubtDiscovery(connection: Connection): boolean {
  const asked = known.get(connection);
  return asked !== undefined && performance.now() - asked.atMs > ANEW_MS && known.delete(connection);
}

/** The answer is shared, so the request itself isn't ended: only the one who called it off stops waiting. */
async function orCalledOff(
  connection: Connection,
  answer: Asked['answer'],
  signal: AbortSignal,
): Promise<Result<Discovery, Fault>> {
  let end: () => void = () => undefined;
  const calledOff = new Promise<Result<never, Fault>>((resolve) => {
    const message = `Asking cluster ${connection.place.context} what it serves was called off.`;
    end = () => resolve(err({ kind: 'fault', cause: 'cancelled', message, retryable: true }));
  });
  if (signal.aborted) end();
  // A signal may live as long as the launch: nothing of this stays with it.
  signal.addEventListener('abort', end, { once: true });
  return Promise.race([answer, calledOff]).finally(() => signal.removeEventListener('abort', end));
}

async function ask(connection: Connection): Promise<Result<Discovery, Fault>> {
  const [version, groups] = await Promise.all([
    connection.call({ verb: 'get', resource: 'version' }, ({ version }, options) => version.getCode({}, options)),
    connection.call({ verb: 'list', resource: 'apis' }, ({ groups }, options) => groups.getAPIVersions({}, options)),
  ]);
  if (!version.ok) return version;
  if (!groups.ok) return groups;
  const minor = Number.parseInt(version.value.minor, 10);
  return ok({
    version: version.value.gitVersion,
    minor,
    knowsFieldValidation: minor >= 25,
    groups: new Map(groups.value.groups.map((group) => [group.name, group.versions.map((one) => one.version)])),
  });
}

/** The first of `wanted` that the server serves of `group`, or a Fault that says what is missing; asked anew once a minute then. */
export async function servedVersion(
  connection: Connection,
  group: string,
  wanted: readonly string[],
  signal?: AbortSignal,
): Promise<Result<string, Fault>> {
  const server = await discover(connection, signal);
  if (!server.ok) return server;
  const served = server.value.groups.get(group) ?? [];
  const version = wanted.find((one) => served.includes(one));
  if (version !== undefined) return ok(version);
  if (doubtDiscovery(connection)) return servedVersion(connection, group, wanted, signal);
  return err({
    kind: 'fault',
    cause: 'not-found',
    message: `Cluster ${connection.place.context} doesn't serve ${group} (${wanted.join(' or ')}).`,
    hint:
      served.length > 0
        ? `It serves ${served.join(', ')}.`
        : 'It is not installed there, or this is the wrong cluster.',
    retryable: false,
  });
}

/** Query parameters of every change: who makes it, whether it is tried only, and strict where the server knows the word. */
export async function changeOptions(
  connection: Connection,
  isDryRun: boolean,
  manager: string,
): Promise<Result<ChangeOptions, Fault>> {
  const server = await discover(connection);
  if (!server.ok) return server;
  return ok({
    fieldManager: manager,
    ...(isDryRun ? { dryRun: 'All' } : {}),
    ...(server.value.knowsFieldValidation ? { fieldValidation: 'Strict' } : {}),
  });
}
export type ChangeOptions = {
  readonly fieldManager: string;
  readonly dryRun?: string;
  readonly fieldValidation?: string;
};
