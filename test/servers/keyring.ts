import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram } from './program.ts';

const programs = [findProgram('dbus-daemon'), findProgram('gnome-keyring-daemon')] as const;
/** False where GNOME Keyring isn't installed (Debian: dbus, gnome-keyring). */
export const hasKeyring = programs.every((program) => program !== null);

const READY_MS = 20_000;

const firstLine = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (part: Buffer) => {
      said += part.toString();
      if (said.includes('\n')) resolve(said.slice(0, said.indexOf('\n')));
    });
    child.once('exit', (code) => reject(new Error(`it ended with code ${code} before it said anything`)));
  });

/** A session bus with an unlocked GNOME Keyring on it, in a folder of its own. */
export async function startKeyring(): Promise<{ readonly env: Record<string, string>; stop(): void }> {
  const [bus, keyring] = programs;
  if (bus === null || keyring === null) throw new Error('GNOME Keyring is not installed');
  const home = mkdtempSync(join(tmpdir(), 'tminus-keyring-'));
  const busProcess = spawn(bus, ['--session', '--nofork', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const env = { DBUS_SESSION_BUS_ADDRESS: await firstLine(busProcess) };
  const keyringProcess = spawn(keyring, ['--unlock', '--foreground', '--components=secrets'], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: { ...env, HOME: home, XDG_DATA_HOME: join(home, 'data'), XDG_RUNTIME_DIR: home, PATH: process.env.PATH },
  });
  keyringProcess.stdin?.end('a password of this test');
  // It says nothing when it is ready: its control socket is there then.
  const end = Date.now() + READY_MS;
  while (!existsSync(join(home, 'keyring', 'control'))) {
    if (Date.now() > end) throw new Error('GNOME Keyring did not become ready');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    env,
    stop() {
      keyringProcess.kill();
      busProcess.kill();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
