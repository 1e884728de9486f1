import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { expect, test } from 'vitest';
import { type Connections, createConnections } from '#main/connections.ts';
import { hear, pushTo } from '#main/pushes.ts';
import { consoleRole, type WindowRole, wallRole } from '#main/window-role.ts';

/** Stands where Electron's window would: it loads pages, and notes what is sent to them. */
class Page extends EventEmitter {
  readonly webContents: EventEmitter & { id: number; send(channel: string, push: { name: string }): void };
  readonly got: string[] = [];
  isGone = false;

  constructor(id: number) {
    super();
    this.webContents = Object.assign(new EventEmitter(), {
      id,
      isDestroyed: () => false,
      isCrashed: () => this.isGone,
      send: (_channel: string, { name }: { name: string }) => void this.got.push(name),
    });
  }

  reload(): void {
    this.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
  }
}

/** Log lines take a turn of the loop for each window. */
const turns = () => new Promise((resolve) => setTimeout(resolve, 50));

let lastId = 0;
const opened = (connections: Connections, role: WindowRole): Page => {
  lastId += 1;
  const page = new Page(lastId);
  connections.follow(page as unknown as BrowserWindow, role);
  return page;
};
const says = (connections: Connections, page: Page, body: unknown): boolean => {
  const connection = connections.of(page.webContents.id);
  if (connection === undefined) throw new Error('the page has no connection');
  return hear(connection, body);
};

test('log lines go to the screen that listens to them, decisions to all, and nothing to a page that has not said anything', async () => {
  const connections = createConnections(() => undefined);
  const [console, health, logs] = [consoleRole, wallRole(1), wallRole(3)].map((role) => opened(connections, role));
  if (console === undefined || health === undefined || logs === undefined) throw new Error('three pages');
  pushTo(connections, { name: 'launch.events', data: {} });
  for (const page of [console, health, logs]) says(connections, page, { name: 'launch.events', isHeard: true });
  says(connections, logs, { name: 'logs.lines', isHeard: true });
  pushTo(connections, { name: 'logs.lines', data: {} });
  pushTo(connections, { name: 'launch.events', data: {} });
  await turns();
  expect([console.got, health.got, logs.got]).toEqual([
    ['launch.events'],
    ['launch.events'],
    // The decision went ahead of lines that were there before it.
    ['launch.events', 'logs.lines'],
  ]);
});

test('a page that no longer listens, was loaded again or has died gets nothing until it asks anew', async () => {
  const connections = createConnections(() => undefined);
  const page = opened(connections, wallRole(3));
  const listens = { name: 'logs.lines', isHeard: true };
  says(connections, page, listens);
  says(connections, page, { name: 'logs.lines', isHeard: false });
  pushTo(connections, { name: 'logs.lines', data: {} });
  await turns();
  says(connections, page, listens);
  page.reload();
  pushTo(connections, { name: 'logs.lines', data: {} });
  await turns();
  says(connections, page, listens);
  page.isGone = true;
  pushTo(connections, { name: 'logs.lines', data: {} });
  await turns();
  expect(page.got).toEqual([]);
  page.isGone = false;
  pushTo(connections, { name: 'logs.lines', data: {} });
  await turns();
  expect(page.got).toEqual(['logs.lines']);
});

test('a session is told to its own window alone, even where others listen', () => {
  const connections = createConnections(() => undefined);
  const [mine, other] = [opened(connections, consoleRole), opened(connections, wallRole(1))];
  for (const page of [mine, other]) says(connections, page, { name: 'session.changed', isHeard: true });
  const connection = connections.of(mine.webContents.id)?.id ?? '';
  pushTo(connections, { name: 'session.changed', data: {}, connection });
  expect([mine.got, other.got]).toEqual([['session.changed'], []]);
});

test('what no honest page says changes nothing', () => {
  const connections = createConnections(() => undefined);
  const page = opened(connections, consoleRole);
  const bodies = [null, 'logs.lines', {}, { name: 4, isHeard: true }, { name: '__proto__', isHeard: true }];
  const more = [
    { name: 'x'.repeat(200), isHeard: true },
    { name: 'logs.lines', isHeard: 'yes' },
  ];
  for (const body of [...bodies, ...more]) expect(says(connections, page, body)).toBe(false);
  expect(connections.of(page.webContents.id)?.hears.size).toBe(0);
  const many = Array.from({ length: 200 }, (_, n) => `a.${String.fromCharCode(97 + (n % 26)).repeat(1 + n / 26)}`);
  for (const name of many) says(connections, page, { name, isHeard: true });
  expect(connections.of(page.webContents.id)?.hears.size).toBe(64);
});
