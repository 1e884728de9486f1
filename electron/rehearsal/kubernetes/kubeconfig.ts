import { stringify } from 'yaml';
import type { KeyPairPem } from '../certificates/authority.ts';

export const CONTEXT = 'tminus-rehearsal';

export type KubeconfigParts = {
  readonly server: string;
  readonly caCertificate: string;
  readonly admin: KeyPairPem;
  readonly token: string;
  readonly viewerToken: string;
  readonly namespace: string;
};

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A kubeconfig with three contexts: the administrator by certificate, the same by token, and a viewer who may do nothing. */
export function kubeconfig(parts: KubeconfigParts): string {
  const context = (name: string, user: string) => ({
    name,
    context: { cluster: CONTEXT, user, namespace: parts.namespace },
  });
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      { name: CONTEXT, cluster: { server: parts.server, 'certificate-authority-data': base64(parts.caCertificate) } },
    ],
    users: [
      {
        name: 'rehearsal-admin',
        user: {
          'client-certificate-data': base64(parts.admin.certificate),
          'client-key-data': base64(parts.admin.key),
        },
      },
      { name: 'rehearsal-token', user: { token: parts.token } },
      { name: 'rehearsal-viewer', user: { token: parts.viewerToken } },
    ],
    contexts: [
      context(CONTEXT, 'rehearsal-admin'),
      context(`${CONTEXT}-token`, 'rehearsal-token'),
      context(`${CONTEXT}-viewer`, 'rehearsal-viewer'),
    ],
    'current-context': CONTEXT,
  });
}
