import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

export type KeyPairPem = { readonly certificate: string; readonly key: string };

export type ServerTraits = { readonly hosts?: readonly string[]; readonly expiresAtMs?: number };

/** A certificate authority that lives as long as the environment; its key never leaves memory. */
export interface CertificateAuthority {
  readonly certificate: string;
  /** A certificate for a server on loopback, also under the names given; good for a year, or until `expiresAtMs` (real time). */
  issueServer(name: string, more?: ServerTraits): Promise<KeyPairPem>;
  /** A client's certificate: `user` becomes the common name, `groups` the organisations, as Kubernetes reads them. */
  issueClient(user: string, groups: readonly string[]): Promise<KeyPairPem>;
}

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 86_400_000;

const newKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
const serial = () =>
  Buffer.from(webcrypto.getRandomValues(new Uint8Array(15)))
    .toString('hex')
    .replace(/^./, '1');

async function keyPem(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`;
}

/** Makes a new authority. Certificates are good from yesterday, for a year. */
export async function certificateAuthority(): Promise<CertificateAuthority> {
  const keys = await newKeys();
  const name = 'CN=Tminus rehearsal CA';
  const validity = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + 365 * DAY_MS) };
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name,
    keys,
    ...validity,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });

  const issue = async (
    subject: x509.JsonName,
    extensions: x509.Extension[],
    expiresAtMs = validity.notAfter.getTime(),
  ): Promise<KeyPairPem> => {
    const own = await newKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: serial(),
      subject,
      issuer: name,
      publicKey: own.publicKey,
      signingKey: keys.privateKey,
      notBefore: new Date(Math.min(validity.notBefore.getTime(), expiresAtMs - DAY_MS)),
      notAfter: new Date(expiresAtMs),
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.BasicConstraintsExtension(false, undefined, true),
        await x509.AuthorityKeyIdentifierExtension.create(keys.publicKey),
        ...extensions,
      ],
    });
    return { certificate: certificate.toString('pem'), key: await keyPem(own.privateKey) };
  };

  return {
    certificate: root.toString('pem'),
    issueServer: (server, { hosts = [], expiresAtMs } = {}) =>
      issue(
        [{ CN: [server] }],
        [
          new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
          new x509.SubjectAlternativeNameExtension([
            { type: 'ip', value: '127.0.0.1' },
            ...['localhost', ...hosts].map((value) => ({ type: 'dns' as const, value })),
          ]),
        ],
        expiresAtMs,
      ),
    issueClient: (user, groups) =>
      issue(
        [...groups.map((group) => ({ O: [group] })), { CN: [user] }],
        [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth])],
      ),
  };
}
