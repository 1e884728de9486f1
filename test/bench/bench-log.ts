import { generateKeyPairSync, sign } from 'node:crypto';
import type { NewEvent } from '#engine/store/append.ts';
import { type Log, openLog } from '#engine/store/log.ts';

/** A log of a throw-away console, without the reserve file: it has no part in what is measured. */
export function benchLog(path: string): Log {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const opened = openLog(path, {
    consoleId: 'console-5e1f0a2b',
    publicKey: String(publicKey.export({ format: 'jwk' }).x),
    sign: (bytes) => sign(null, bytes, privateKey),
    now: Date.now,
    reserveBytes: 0,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

const services = ['gateway', 'mixer', 'recorder', 'signaling', 'transcoder', 'turn', 'scheduler', 'api'];

/** The `n`-th event of a made-up launch, of the size and kinds that a real one leaves. */
export function benchEvent(n: number): NewEvent {
  const service = services[n % services.length];
  if (n % 4 === 0) {
    return {
      type: 'note.written',
      version: 1,
      data: { by: `person-${n % 7}`, kind: 'note', text: `${service}: looked at its logs, nothing new` },
    };
  }
  return {
    type: 'operation.succeeded',
    version: 1,
    data: {
      action: `action-${n % 40}`,
      operation: `${service}-canary-scale-${n % 5}`,
      seen: [
        { what: 'replicas ready', seen: `${n % 12} of 12`, agrees: true },
        { what: 'weight', seen: `${n % 100} %`, agrees: n % 3 !== 0 },
      ],
    },
  };
}
