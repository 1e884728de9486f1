import { performance } from 'node:perf_hooks';
import { err, ok } from '#shared/lib/result.ts';
import { refusedHost } from '../http/allowed-address.ts';
import type { HttpClient } from '../http/http-client.ts';
import { imageName } from '../image-name.ts';
import { type Doing, lost } from '../network-fault.ts';
import type { RegistryPort } from './port.ts';

/** Docker Hub's registry has another name than its images say. */
const hosts: Readonly<Record<string, string>> = { 'docker.io': 'registry-1.docker.io' };
const manifests = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Asks an image's registry whether it has it (registry API v2), without credentials and without pulling anything. */
export const createRegistry = (http: HttpClient): RegistryPort => ({
  async has(image, signal) {
    const name = imageName(image);
    const host = name === null ? '' : (hosts[name.registry] ?? name.registry);
    const doing: Doing = { what: `ask for ${image}`, where: `the registry ${host}`, changes: false };
    if (name === null) return err(lost(doing, 'invalid', 'it is no name of an image'));
    const hostname = host.replace(/:\d+$/, '');
    const refused = refusedHost(hostname);
    if (refused !== null) return err(lost(doing, 'invalid', refused));
    const url = `https://${host}/v2/${name.repository}/manifests/${name.reference}`;
    const startedAt = performance.now();
    const answer = await http.send({ method: 'HEAD', url, headers: { accept: manifests }, signal }, doing);
    if (!answer.ok) return answer;
    const latencyMs = Math.round(performance.now() - startedAt);
    const { status } = answer.value;
    if (status === 200) return ok({ isThere: true, latencyMs });
    if (status === 404) return ok({ isThere: false, latencyMs });
    const why =
      status === 401 || status === 403 ? 'it asks for credentials, and this console has none' : 'that says nothing';
    return err(lost(doing, status >= 500 ? 'unavailable' : 'invalid', `${doing.where} answered ${status}: ${why}`));
  },
});
