import type { CommandPort } from './commands/port.ts';
import { createCommands } from './commands/run-command.ts';
import type { Connections } from './connections.ts';
import { createHttpClient } from './http/http-client.ts';
import { createCertificateLook } from './monitors/certificate.ts';
import { createNameLook } from './monitors/name.ts';
import { createTimeLook } from './monitors/network-time.ts';
import { createPage } from './monitors/page.ts';
import type { CertificatePort, NamePort, PagePort, RegistryPort, StatusPagePort, TimePort } from './monitors/port.ts';
import { createRegistry } from './monitors/registry.ts';
import { statusPageOver } from './monitors/status-page.ts';
import { trustedCas } from './monitors/trusted-cas.ts';

/** Everything that can be looked at without a connection of the launch's own. */
export type Looks = {
  readonly page: PagePort;
  readonly certificate: CertificatePort;
  readonly name: NamePort;
  readonly time: TimePort;
  readonly statusPage: StatusPagePort;
  readonly registry: RegistryPort;
  readonly commands: CommandPort;
  close(): Promise<void>;
};

/** Whoever asks brings a time limit; this one is for those who forget. */
const LONGEST_MS = 120_000;

/** Builds them all; those over TLS say it when the CA file of the settings can't be read. Without settings only public CAs are trusted. */
export function createLooks(settings: Pick<Connections, 'monitorCaFile' | 'commands'> | null): Looks {
  const ca = () => trustedCas(settings?.monitorCaFile);
  const http = createHttpClient({ ca, timeoutMs: LONGEST_MS });
  return {
    page: createPage(http),
    certificate: createCertificateLook({ ca }),
    name: createNameLook(),
    time: createTimeLook(),
    statusPage: statusPageOver(http),
    registry: createRegistry(http),
    commands: createCommands(settings?.commands),
    close: () => http.close(),
  };
}
