import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { certificateAuthority } from './certificates/authority.ts';
import { environmentClock } from './clock.ts';
import { Faults } from './faults/faults.ts';
import { keepEndpoints } from './faults/interference.ts';
import type { Target } from './faults/scenarios.ts';
import type { RehearsalOptions } from './options.ts';
import { ownPlatform } from './own-platform.ts';
import type { Platform } from './platform.ts';
import { writeStandIns } from './programs/stand-ins.ts';
import { realPlatform } from './real-cluster/real-platform.ts';
import type { Endpoint } from './server/endpoint.ts';
import type { Services } from './services.ts';
import { startServices } from './services.ts';
import type { Ledger } from './sink/ledger.ts';
import { Traffic } from './traffic/traffic.ts';
import { worldsOf } from './world/built-in.ts';
import type { WorldAddresses } from './world/variables.ts';
import { worldAddresses } from './world/variables.ts';

export type { RehearsalOptions } from './options.ts';

/** What another process needs to talk to the environment: printed when ready, and in rehearsal.json (mode 600). */
export type RehearsalAddresses = Services['addresses'] & {
  readonly ready: true;
  readonly kubeconfig: string;
  readonly context: string;
  readonly namespace: string;
  /** Public addresses worth looking at from outside. */
  readonly monitors: WorldAddresses['monitors'];
  /** What a pack's variables are here: those that it knows replace its defaults. */
  readonly variables: WorldAddresses['variables'];
  /** Every world there is, the one above first: a rehearsal of its pack takes its namespace, monitors and variables. */
  readonly worlds: readonly WorldAddresses[];
  /** Programs that stand in for those of vendors: where they lie. */
  readonly commands: { readonly folders: readonly string[] };
  readonly caFile: string;
  readonly speed: number;
  readonly startMs: number;
  /** The environment's clock: launch time = startedAtLaunch + (real now - startedAtReal) x speed. */
  readonly clock: { readonly startedAtReal: number; readonly startedAtLaunch: number; readonly speed: number };
  readonly pid: number;
};

/** A running rehearsal environment. */
export interface Rehearsal {
  readonly addresses: RehearsalAddresses;
  /** Inject and take away faults without HTTP. */
  readonly faults: Faults;
  /** What arrived at Slack and the webhooks. */
  readonly ledger: Ledger;
  /** Launch time now, epoch ms. */
  launchNow(): number;
  stop(): Promise<void>;
}

/** Writes a file only its owner can read, also where it was there before with other rights. */
async function writePrivate(file: string, text: string): Promise<void> {
  await writeFile(file, text, { mode: 0o600 });
  await chmod(file, 0o600);
}

/** Starts the whole environment: cluster (or a real one's traffic), metrics, flags, messages, the outside, faults. */
export async function startRehearsal(options: RehearsalOptions): Promise<Rehearsal> {
  const dir = resolve(options.dir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const worlds = await worldsOf(options);
  const clock = environmentClock(options.startMs ?? Date.now(), options.speed ?? 1);
  const authority = await certificateAuthority();
  const faults = new Faults();
  const platform: Platform =
    options.kubeconfig === undefined
      ? await ownPlatform({ options: { ...options, dir }, authority, worlds, clock, faults, traffic: () => traffic })
      : await realPlatform(options.kubeconfig, options, worlds[0]);
  const traffic: Traffic = new Traffic({
    worlds,
    clock,
    seed: options.seed ?? 1,
    faults,
    look: (world) => platform.look(world),
  });
  const services = await startServices({
    ...{ authority, worlds, clock, traffic, faults },
    cloneMs: options.cloneMs,
  });
  const endpoints = new Map<Target, Endpoint>(services.endpoints);
  if (platform.endpoint) endpoints.set('kubernetes', platform.endpoint);
  else faults.hasNoCluster();
  keepEndpoints(faults, endpoints);
  faults.onChange(() => platform.disturb());
  traffic.start();
  platform.begin();

  const caFile = join(dir, 'ca.pem');
  await writePrivate(caFile, authority.certificate);
  const { sqlUrl } = services.addresses;
  const programs = await writeStandIns(dir, { sqlUrl, caFile });
  const places = { host: services.publicHost, dns: services.network.dns, ntp: services.network.ntp, caFile };
  const first = worldAddresses(worlds[0], places, '');
  const others = worlds.slice(1).map((world) => worldAddresses(world, places, `/worlds/${world.namespace}`));
  const addresses: RehearsalAddresses = {
    ready: true,
    kubeconfig: platform.kubeconfig,
    context: platform.context,
    namespace: first.namespace,
    ...services.addresses,
    monitors: first.monitors,
    variables: first.variables,
    worlds: [first, ...others],
    commands: { folders: [programs] },
    caFile,
    speed: clock.speed,
    startMs: clock.startMs,
    clock: { startedAtReal: clock.realStartMs, startedAtLaunch: clock.startMs, speed: clock.speed },
    pid: process.pid,
  };
  await writePrivate(join(dir, 'rehearsal.json'), `${JSON.stringify(addresses, null, 2)}\n`);
  return {
    addresses,
    faults,
    ledger: services.ledger,
    launchNow: () => clock.launchNow(),
    stop: async () => {
      traffic.stop();
      faults.stop();
      await services.stop();
      await platform.stop();
    },
  };
}
