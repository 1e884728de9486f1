import { join } from 'node:path';
import { app, dialog, powerMonitor, powerSaveBlocker, safeStorage, session } from 'electron';
import { registerAppScheme, serveBundle, warmBundle } from './app-protocol.ts';
import { createConnections } from './connections.ts';
import { guardAgainstCrashes } from './crash-guard.ts';
import { engineHost, needsApp } from './engine-process.ts';
import { superviseEngine } from './engine-supervisor.ts';
import { hostsIn } from './external-links.ts';
import { denyPermissions, forbidNavigation } from './hardening.ts';
import { createKeepAwake, keepWallAwake } from './keep-awake.ts';
import { readArguments } from './launch-arguments.ts';
import { openMainLog } from './main-log.ts';
import { printPapers } from './paper.ts';
import { chooseProfile } from './profile.ts';
import { pushTo } from './pushes.ts';
import { quitWithStdin, stopBeforeQuit } from './quit.ts';
import { askBeforeQuit } from './quit-question.ts';
import { beginRehearsal } from './rehearsal-start.ts';
import { startRelay } from './relay.ts';
import { keepScreenshots } from './screenshots.ts';
import { withSecrets } from './secrets/engine-secrets.ts';
import { openSecrets } from './secrets/open-secrets.ts';
import { secretCalls } from './secrets/secret-calls.ts';
import { startWall } from './wall/start-wall.ts';
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
const awake = createKeepAwake(powerSaveBlocker, (line) => log.note(line));
let openWindows = (): number => 0;
const question = askBeforeQuit({
  app,
  dialog,
  busyWith: () => {
    const busy = awake.busyWith();
    return busy === null || !asked.rehearsal ? busy : `${busy}\nThe rehearsal environment ends with Tminus.`;
  },
  openWindows: () => openWindows(),
  note: (line) => log.note(line),
});

const run = async (): Promise<void> => {
  /** Where the open runbook's own links lead; nowhere as long as none is open. */
  let links: readonly string[] = [];
  const connections = createConnections((connection) => engine.closed(connection));
  const papers = printPapers({ home: profile.home, country: () => app.getLocaleCountryCode(), log });
  const engine = superviseEngine({
    now: Date.now,
    onPush: (push) => {
      if (push.name === 'paper.written') papers.hear(push.data);
      if (push.name === 'launch.awake') awake.hear(push.data);
      if (push.name === 'launch.links') links = hostsIn(push.data);
      pushTo(connections, push);
    },
    onState: (data) => pushTo(connections, { name: 'engine.state', data }),
    onLine: (line) => log.note(line),
  });

  // Asked for when somebody needs it, so that a slow keyring delays no window.
  const secrets = openSecrets({ storage: safeStorage, home: profile.home, log });
  let tellSecrets = (): void => undefined;

  // Engine and windows come up side by side (performance.md, row 1); what windows ask waits until the engine is there.
  const rehearsal = asked.rehearsal ? beginRehearsal({ programs, profile, speed: asked.speed, log }) : null;
  const startEngine = async (): Promise<void> => {
    const ready = await rehearsal;
    const launch = {
      file: join(programs, 'engine.mjs'),
      args: [
        ...['--secrets', 'main', '--home', profile.home, '--electron', isOfficialElectron ? 'official' : 'registry'],
        ...(ready === null ? [] : ['--rehearsal', ready.file]),
      ],
      env: { ...process.env, NODE_COMPILE_CACHE: join(profile.home, 'window-data', 'engine-code') },
      onLine: (line: string) => log.note(`engine: ${line}`),
    };
    if (needsApp) await app.whenReady();
    const withKeychain = withSecrets(engineHost(launch, process.env.TMINUS_NODE), app.whenReady().then(secrets), log);
    tellSecrets = withKeychain.tell;
    engine.start(withKeychain.host);
  };
  const engineStarted = startEngine();

  await app.whenReady();
  log.note(
    `Tminus ${app.getVersion()} on Electron ${process.versions.electron}${isOfficialElectron ? '' : ' (not the official one)'}`,
  );

  denyPermissions(session.defaultSession, log);
  serveBundle(session.defaultSession, join(bundles, '..', 'renderer'));

  const windows = createWindows({
    preload: join(bundles, 'preload.cjs'),
    bounds: openWindowBounds(profile.home),
    devServer,
    onOpened: (window, role) => {
      connections.follow(window, role);
      crashes.watch(window, role);
    },
  });
  const crashes = guardAgainstCrashes(app, () => windows, log);
  keepPictures(windows);
  // First of all: its process starts while everything it will ask for is set up.
  windows.openConsole().once('ready-to-show', () => log.note('the console is open'));
  warmBundle();
  const wall = startWall({
    app,
    home: profile.home,
    windows,
    connections,
    cameBackAt: crashes.cameBackAt,
    keepAwake: keepWallAwake(powerSaveBlocker, (line) => log.note(line)),
    note: (line) => log.note(line),
  });
  const onWindowCall = windowCallHandler({
    windows,
    connections,
    wall,
    engineState: engine.state,
    version: app.getVersion(),
    isOfficialElectron,
    linkHosts: () => links,
    home: profile.home,
    secrets: secretCalls({
      store: secrets,
      tell: () => tellSecrets(),
      showOpenDialog: (asked) => dialog.showOpenDialog(asked),
      log,
    }),
  });
  openWindows = () => windows.all().length;
  // The system goes down and waits for nobody's answer.
  powerMonitor.on('shutdown', () => question.quitUnasked());
  startRelay({ connections, engine, onWindowCall, log, devServer });

  app.on('second-instance', (_event, argv) => {
    windows.openConsole();
    if (readArguments(argv).wall) wall.open(screenNumbers);
  });
  app.on('activate', () => windows.openConsole());

  if (asked.wall) wall.open(screenNumbers);
  else wall.reopen();

  stopBeforeQuit(app, log, question.quitUnasked, [
    papers.stop,
    engine.stop,
    async () => awake.release(),
    async () => (await rehearsal)?.stop(),
  ]);
  await engineStarted;
};

const keepPictures = (windows: Windows): void => {
  const pictures = process.env.TMINUS_SCREENSHOTS;
  if (pictures !== undefined && !app.isPackaged) keepScreenshots(windows, pictures);
};

registerAppScheme();
// Five windows are open all day and make little that is new each second: they are not to sit on their garbage (0035).
app.commandLine.appendSwitch(
  'js-flags',
  '--max-semi-space-size=2 --heap-growing-percent=30 --incremental-marking-hard-trigger=8',
);
forbidNavigation(app, log, devServer);
if (!app.requestSingleInstanceLock()) {
  log.note('Tminus is open already with this profile; that one comes to the front.');
  app.exit(0);
} else {
  app.on('window-all-closed', () => app.quit());
  quitWithStdin(question.quitUnasked);
  run().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    log.note(`could not start: ${why}`);
    if (process.env.TMINUS_SCREENSHOTS === undefined) dialog.showErrorBox('Tminus could not start', why);
    app.exit(1);
  });
}
