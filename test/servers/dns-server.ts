import { Resolver } from 'node:dns/promises';
import { freePort } from './free-port.ts';
import { findProgram, startProgram } from './program.ts';

export const dnsmasq = findProgram('dnsmasq');

/** dnsmasq with the names of a launch; `host:port` of it, and how to end it. */
export async function startDnsServer(file: string): Promise<{ server: string; stop(): Promise<void> }> {
  const port = await freePort();
  const server = `127.0.0.1:${port}`;
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([server]);
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const program = await startProgram(
    file,
    async (folder) => [
      ...['--keep-in-foreground', '--conf-file=/dev/null', '--no-resolv', '--no-hosts', '--log-facility=-'],
      ...[`--port=${port}`, '--listen-address=127.0.0.1', '--bind-interfaces', `--pid-file=${folder}/pid`, ...user],
      '--local=/launch.test/',
      '--host-record=api.launch.test,192.0.2.10,2001:db8::10',
      '--cname=www.launch.test,api.launch.test',
      '--txt-record=launch.test,owner=war-room',
    ],
    async () => (await resolver.resolve4('api.launch.test')).length > 0,
  );
  return { server, stop: program.stop };
}
