import type { CertificateAuthority } from '../certificates/authority.ts';
import type { Endpoint } from '../server/endpoint.ts';
import type { Faults } from './faults.ts';

const DAY_MS = 86_400_000;

/** Shows the certificate that the fault `certificate-expiring` asks for at `endpoint`, and a good one when it goes. Days are real time. */
export function keepCertificate(
  faults: Faults,
  endpoint: Endpoint,
  authority: CertificateAuthority,
  hosts: readonly string[],
): void {
  let shownDays: number | null = null;
  let last = Promise.resolve();
  const show = async (days: number | null) => {
    const expiry = days === null ? {} : { expiresAtMs: Date.now() + days * DAY_MS };
    endpoint.present(await authority.issueServer('rehearsal', { hosts, ...expiry }));
  };
  faults.onChange(() => {
    const days = faults.on('certificate-expiring').at(-1)?.days ?? null;
    if (days === shownDays) return last;
    shownDays = days;
    // One after another, however fast faults come and go: the last one asked for is the one that stays.
    last = last
      .then(() => show(days))
      .catch((error: unknown) => console.error("rehearsal: the public certificate can't follow a fault:", error));
    return last;
  });
}
