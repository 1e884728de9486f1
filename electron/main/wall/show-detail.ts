import type { TileRef } from '#shared/contract/observed/detail.ts';
import type { Connections } from '../connections.ts';
import { pushTo } from '../pushes.ts';
import type { Windows } from '../windows.ts';

const limitMs = 20_000;
const lookEveryMs = 100;

/**
 * Brings the console to the front, opens it where it was closed, and says which tile somebody at the wall pointed at.
 * @returns false when the console did not come up in time
 */
export async function showDetailOnConsole(
  { windows, connections }: { readonly windows: Windows; readonly connections: Connections },
  tile: TileRef,
): Promise<boolean> {
  windows.openConsole().focus();
  for (let waited = 0; waited < limitMs; waited += lookEveryMs) {
    const console = connections.all().find(({ role, hears }) => role.role === 'console' && hears.has('window.detail'));
    if (console !== undefined) {
      pushTo(connections, { name: 'window.detail', data: { tile }, connection: console.id });
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
  return false;
}
