import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A real X server whose monitors can be plugged and unplugged. */
export interface ManyMonitors {
  readonly display: string;
  /** Plugs monitor `number` (0 is the commander's) in, right of the one before it unless told where. */
  plug(number: number, at?: { readonly x: number; readonly y: number }): Promise<void>;
  unplug(number: number): Promise<void>;
  stop(): Promise<void>;
}

const width = 1920;
const modeline = '"1920x1080" 148.50 1920 2008 2052 2200 1080 1084 1089 1125 +HSync +VSync';
const config = (monitors: number): string => `
Section "Device"
  Identifier "card"
  Driver "dummy"
  VideoRam 512000
EndSection
Section "Monitor"
  Identifier "monitor"
  HorizSync 5.0 - 1000.0
  VertRefresh 5.0 - 200.0
  Modeline ${modeline}
EndSection
Section "Screen"
  Identifier "screen"
  Device "card"
  Monitor "monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Modes "1920x1080"
    Virtual ${monitors * width} 2160
  EndSubSection
EndSection
`;

/** Why there can't be several monitors on this machine; null when there can. */
export const noMonitors = (): string | null => {
  if (process.platform !== 'linux') return 'only Linux has an X server whose monitors can be unplugged';
  if (process.getuid?.() !== 0) return 'only root may start an X server of its own';
  const missing = ['/usr/bin/Xorg', '/usr/bin/xrandr', '/usr/lib/xorg/modules/drivers/dummy_drv.so'].filter(
    (file) => !existsSync(file),
  );
  return missing.length === 0
    ? null
    : `lacks ${missing.join(', ')} (xserver-xorg-core xserver-xorg-video-dummy x11-xserver-utils)`;
};

/** Starts one with `count` monitors of 1920x1080 beside each other. */
export async function startMonitors(count: number): Promise<ManyMonitors> {
  const folder = mkdtempSync(join(tmpdir(), 'tminus-xorg-'));
  const file = join(folder, 'xorg.conf');
  writeFileSync(file, config(count));
  const { server, display } = await startServer(file, join(folder, 'xorg.log'));
  const env = { ...process.env, DISPLAY: display };
  const xrandr = async (...args: string[]): Promise<void> => {
    await run('xrandr', args, { env });
    // The server tells others of an output that was just made usable once somebody has asked for all of them.
    await run('xrandr', ['--query'], { env });
  };
  const plug: ManyMonitors['plug'] = async (number, at = { x: number * width, y: 0 }) => {
    await xrandr('--output', `DUMMY${number}`, '--mode', '1920x1080', '--pos', `${at.x}x${at.y}`);
  };
  await xrandr('--output', 'DUMMY0', '--mode', '1920x1080', '--pos', '0x0', '--primary');
  for (let number = 1; number < count; number += 1) {
    await xrandr('--addmode', `DUMMY${number}`, '1920x1080');
    await plug(number);
  }
  return {
    display,
    plug,
    unplug: async (number) => {
      await xrandr('--output', `DUMMY${number}`, '--off');
    },
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startServer(config: string, log: string): Promise<{ server: ChildProcess; display: string }> {
  const args = ['-displayfd', '3', '-config', config, '-logfile', log, '-noreset', '-nolisten', 'tcp', '-novtswitch'];
  const server = spawn('Xorg', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let complaint = '';
    server.stderr?.on('data', (part) => {
      complaint = (complaint + part).slice(-2000);
    });
    let said = '';
    server.stdio[3]?.on('data', (part) => {
      said += part;
      if (said.includes('\n')) resolve({ server, display: `:${said.trim()}` });
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xorg ended with code ${code}: ${complaint}`)));
  });
}
