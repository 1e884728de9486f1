import { isIP } from 'node:net';
import { performance } from 'node:perf_hooks';
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from 'node:tls';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { allowedLookup, refusedHost } from '../http/allowed-address.ts';
import { readingCas } from '../http/lazy-pool.ts';
import { trusting } from '../http/trusting.ts';
import { type Doing, lost, networkFault } from '../network-fault.ts';
import type { CertificatePort, CertificateSeen } from './port.ts';

/** What is wrong with a chain, by the code of the library that checks it. */
const words: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  CERT_REVOKED: 'it was revoked',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its chain ends in a CA that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'its chain is incomplete',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'no CA that is trusted here issued it, or an intermediate certificate is missing',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'no CA that is trusted here issued it, or an intermediate certificate is missing',
};

const one = (value: string | string[] | undefined): string => (Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));

/** The names it is for, as people read them. */
const namesOf = (certificate: PeerCertificate): string =>
  (certificate.subjectaltname ?? '').replaceAll(/(?:DNS|IP Address):/g, '') ||
  one(certificate.subject?.CN) ||
  'no name';

function problemsOf(socket: TLSSocket, host: string, certificate: PeerCertificate): string[] {
  const code = socket.authorized ? '' : String(socket.authorizationError);
  const isWrongName = checkServerIdentity(host, certificate) !== undefined;
  return [
    ...(code === '' || code === 'ERR_TLS_CERT_ALTNAME_INVALID' ? [] : [words[code] ?? `it is not trusted (${code})`]),
    ...(isWrongName ? [`it is for ${namesOf(certificate)}, not for ${host}`] : []),
  ];
}

/**
 * Shakes hands, looks at the certificate and hangs up. What is wrong with it is a finding, not a fault. `ca` throws when the
 * CAs to trust can't be read: without them nothing can be said of it.
 */
export const createCertificateLook = (settings: { readonly ca: () => readonly string[] }): CertificatePort => ({
  look({ host, port }, signal): Promise<Result<CertificateSeen, Fault>> {
    const doing: Doing = { what: 'look at the certificate', where: `${host}:${port}`, changes: false };
    const refused = refusedHost(host);
    if (refused !== null) return Promise.resolve(err(lost(doing, 'invalid', refused)));
    const trusted = readingCas(() => trusting(settings.ca()));
    if (!trusted.ok) return Promise.resolve(trusted);
    const startedAt = performance.now();
    return new Promise((resolve) => {
      const socket = connect({
        host,
        port,
        secureContext: trusted.value,
        rejectUnauthorized: false,
        lookup: allowedLookup,
        ...(isIP(host) === 0 ? { servername: host } : {}),
      });
      const end = (result: Result<CertificateSeen, Fault>) => {
        signal?.removeEventListener('abort', onAbort);
        socket.destroy();
        resolve(result);
      };
      const onAbort = () => end(err(networkFault(signal?.reason, doing, signal)));
      socket.once('secureConnect', () => {
        const certificate = socket.getPeerCertificate();
        if (typeof certificate.valid_to !== 'string')
          return end(err(lost(doing, 'unexpected', 'it showed no certificate')));
        end(
          ok({
            validFromMs: Date.parse(certificate.valid_from),
            validToMs: Date.parse(certificate.valid_to),
            issuer: one(certificate.issuer?.O) || one(certificate.issuer?.CN) || 'an unnamed CA',
            problems: problemsOf(socket, host, certificate),
            latencyMs: Math.round(performance.now() - startedAt),
          }),
        );
      });
      // Stays: an error after the end must not bring the engine down.
      socket.on('error', (error) => end(err(tlsFault(error, doing))));
      socket.once('close', () =>
        end(err(lost(doing, 'unreachable', `${doing.where} hung up before its certificate came`))),
      );
      if (signal?.aborted) onAbort();
      else signal?.addEventListener('abort', onAbort);
    });
  },
});

/** Something that speaks no TLS answers in bytes that are no handshake. */
function tlsFault(error: Error, doing: Doing): Fault {
  const code = 'code' in error ? String(error.code) : '';
  return /^(ERR_SSL_|EPROTO)/.test(code)
    ? lost(doing, 'unexpected', `${doing.where} did not shake hands as TLS does (${code})`)
    : networkFault(error, doing);
}
