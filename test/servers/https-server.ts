import 'reflect-metadata';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import * as x509 from '@peculiar/x509';
import type { KeyPairPem } from '#rehearsal/certificates/authority.ts';

/** An HTTPS server on loopback that shows the certificate given. */
export async function startHttpsServer(
  { certificate, key }: KeyPairPem,
  listener: RequestListener = (_request, response) => response.end('ok'),
): Promise<{ port: number; stop(): Promise<void> }> {
  const server = createServer({ cert: certificate, key }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** A certificate for a name that nobody but itself has signed. */
export async function selfSigned(name = 'localhost'): Promise<KeyPairPem> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 90 * 86_400_000),
    extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: name }])],
  });
  const der = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    certificate: made.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${der.replace(/.{64}/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
  };
}
