import { performance } from 'node:perf_hooks';
import type { Faults } from '../faults/faults.ts';
import { isNamed } from '../faults/faults.ts';
import type { Target } from '../faults/scenarios.ts';
import type { World } from '../world/world.ts';
import { nameServer } from './name-server.ts';
import { timeServer } from './time-server.ts';
import type { Answerer } from './udp-port.ts';
import { UdpPort } from './udp-port.ts';

/** What the environment serves over UDP; addresses are HOST:PORT. */
export interface NetworkServices {
  readonly dns: string;
  readonly ntp: string;
  stop(): Promise<void>;
}

/** A datagram to a target that is down is lost, in whatever way it is down. */
const whileUp =
  (faults: Faults, target: Target, answer: Answerer): Answerer =>
  (message) =>
    faults.downMode(target) === null ? answer(message) : null;

/** Starts DNS for the names of the worlds, and NTP: real time, plus what a fault puts it off by. */
export async function startNetworkServices(names: World['names'], faults: Faults): Promise<NetworkServices> {
  const wrongAddress = (name: string) =>
    faults.on('dns-wrong').find((fault) => isNamed(fault.name, name))?.address ?? null;
  const offsetMs = () => faults.on('clock-off').reduce((sum, fault) => sum + fault.offsetMs, 0);
  // Date.now() has whole milliseconds only, and stays with the machine's clock when that is set.
  const startedAt = performance.now();
  const nowMs = () => Date.now() + ((performance.now() - startedAt) % 1) + offsetMs();
  const dns = new UdpPort('dns', whileUp(faults, 'dns', nameServer(names, wrongAddress)));
  const ntp = new UdpPort('ntp', whileUp(faults, 'ntp', timeServer(nowMs)));
  const [dnsAddress, ntpAddress] = [await dns.listen(), await ntp.listen()];
  return {
    dns: dnsAddress,
    ntp: ntpAddress,
    stop: async () => {
      await Promise.all([dns.close(), ntp.close()]);
    },
  };
}
