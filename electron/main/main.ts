import { join } from 'node:path';
import { app, dialog, session } from 'electron';
import { registerAppScheme, serveBundle } from './app-protocol.ts';
import { createConnections } from './connections.ts';
import { guardAgainstCrashes } from './crash-guard.ts';
import { engineHost } from './engine-process.ts';
import { superviseEngine } from './engine-supervisor.ts';
import { denyPermissions, forbidNavigation } from './hardening.ts';
import { readArguments } from './launch-arguments.ts';
import { openMainLog } from './main-log.ts';
import { chooseProfile } from './profile.ts';
import { quitWithStdin, stopBeforeQuit } from './quit.ts';
import { beginRehearsal } from './rehearsal-start.ts';
import { pushTo, startRelay } from './relay.ts';
import { keepScreenshots } from './screenshots.ts';
import { openWindowBounds } from './window-bounds.ts';
import { windowCallHandler } from './window-calls.ts';
import { screenNumbers } from './window-role.ts';
import { createWindows, type Windows } from './windows.ts';

const devServer = typeof MAIN_WINDOW_VITE_DEV_SERVER_URL === 'undefined' ? undefined : MAIN_WINDOW_VITE_DEV_SERVER_URL;
const isOfficialElectron = process.versions.electron === __TMINUS_ELECTRON__;
const bundles = __dirname;
/** Engine and rehearsal are processes of their own and lie beside the archive, never in it. */
const programs = bundles.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');

const asked = readArguments(process.argv.slice(1));
const profile = chooseProfile(app, asked.home);
const log = openMainLog(profile.logs, () => new Date());

const run = async (): Promise<void> => {
  await app.whenReady();
  log.note(
    `Tminus ${app.getVersion()} on Electron ${process.versions.electron}${isOfficialElectron ? '' : ' (not the official one)'}`,
  );

  denyPermissions(session.defaultSession, log);
  serveBundle(session.defaultSession, join(bundles, '..', 'renderer'));

  const connections = createConnections((connection) => engine.closed(connection));
  const engine = superviseEngine({
    now: Date.now,
    onPush: (push) => pushTo(connections, push),
    onState: (data) => pushTo(connections, { name: 'engine.state', data }),
    onLine: (line) => log.note(line),
  });

  const windows = createWindows({
    preload: join(bundles, 'preload.cjs'),
    bounds: openWindowBounds(profile.home),
    devServer,
    onOpened: (window, role) => connections.follow(window, role),
  });
  const onWindowCall = windowCallHandler({
    windows,
    engineState: engine.state,
    version: app.getVersion(),
    isOfficialElectron,
    linkHosts: [],
  });
  startRelay({ connections, engine, onWindowCall, log, devServer });
  guardAgainstCrashes(app, windows, log);

  app.on('second-instance', (_event, argv) => {
    windows.openConsole();
    if (readArguments(argv).wall) windows.openWall(screenNumbers);
  });
  app.on('activate', () => windows.openConsole());

  keepPictures(windows);
  windows.openConsole().once('ready-to-show', () => log.note('the console is open'));
  if (asked.wall) windows.openWall(screenNumbers);

  // The windows are there first; what they ask waits until the engine is.
  const rehearsal = asked.rehearsal ? beginRehearsal({ programs, profile, speed: asked.speed, log }) : null;
  stopBeforeQuit(app, log, [engine.stop, async () => (await rehearsal)?.stop()]);
  const ready = await rehearsal;
  const launch = {
    file: join(programs, 'engine.mjs'),
    args: [
      ...['--home', profile.home, '--electron', isOfficialElectron ? 'official' : 'registry'],
      ...(ready === null ? [] : ['--rehearsal', ready.file]),
    ],
    env: process.env,
    onLine: (line: string) => log.note(`engine: ${line}`),
  };
  engine.start(engineHost(launch, process.env.TMINUS_NODE));
};

const keepPictures = (windows: Windows): void => {
  const pictures = process.env.TMINUS_SCREENSHOTS;
  if (pictures !== undefined && !app.isPackaged) keepScreenshots(windows, pictures);
};

registerAppScheme();
forbidNavigation(app, log, devServer);
if (!app.requestSingleInstanceLock()) {
  log.note('Tminus is open already with this profile; that one comes to the front.');
  app.exit(0);
} else {
  app.on('window-all-closed', () => app.quit());
  quitWithStdin(app);
  run().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    log.note(`could not start: ${why}`);
    if (process.env.TMINUS_SCREENSHOTS === undefined) dialog.showErrorBox('Tminus could not start', why);
    app.exit(1);
  });
}
