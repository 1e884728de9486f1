import type { PushMessage } from '#shared/contract/envelope.ts';
import type { Connection, Connections } from './connections.ts';

const pushName = /^[a-z]+(?:[.-][a-zA-Z]+){1,4}$/;
/** More kinds of pushes than there will ever be; a page that names more is not ours any more. */
const MOST_NAMES = 64;

/**
 * A page says that it listens to a kind of push from now on, or that it no longer does. Nothing is sent to a page that
 * doesn't listen: log lines reach the screen that shows them and no other one.
 * @returns false for what no honest page says
 */
export const hear = ({ hears }: Connection, body: unknown): boolean => {
  if (typeof body !== 'object' || body === null) return false;
  const { name, isHeard } = body as { readonly name?: unknown; readonly isHeard?: unknown };
  if (typeof name !== 'string' || name.length > 80 || !pushName.test(name)) return false;
  if (isHeard !== true) {
    hears.delete(name);
    return isHeard === false;
  }
  if (hears.size >= MOST_NAMES && !hears.has(name)) return false;
  hears.add(name);
  return true;
};

type Push = Pick<PushMessage, 'name' | 'data' | 'connection'>;

/** Large and frequent: copying one for a window takes main a millisecond or more. */
const bulky: ReadonlySet<string> = new Set(['logs.lines']);
const waiting: { readonly to: Connection; readonly push: Push }[] = [];

const send = ({ contents, hears }: Connection, { name, data }: Push): void => {
  if (!hears.has(name) || contents.isDestroyed() || contents.isCrashed()) return;
  contents.send('tminus.push', { name, data });
};

const sendOne = (): void => {
  const next = waiting.shift();
  if (waiting.length > 0) setImmediate(sendOne);
  if (next !== undefined) send(next.to, next.push);
};

/**
 * Brings one push to the window it is for, or to all that listen to it. Log lines go to one window in each turn of the
 * loop: what has to be seen at once, a decision, never waits for all of them (performance.md, rows 6 and 7).
 */
export const pushTo = (connections: Connections, push: Push): void => {
  for (const to of connections.all()) {
    if (!to.hears.has(push.name) || (push.connection !== undefined && push.connection !== to.id)) continue;
    if (!bulky.has(push.name)) send(to, push);
    else if (waiting.push({ to, push }) === 1) setImmediate(sendOne);
  }
};
