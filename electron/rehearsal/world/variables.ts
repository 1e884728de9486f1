import type { World } from './world.ts';

/** Where the environment's parts are that a world's variables speak of; each HOST:PORT, but for the CA's file. */
export type Places = { readonly host: string; readonly dns: string; readonly ntp: string; readonly caFile: string };

/** What a rehearsal of one world's pack has to know. */
export type WorldAddresses = {
  readonly namespace: string;
  readonly publicUrl: string;
  readonly statusPageUrl: string;
  readonly monitors: readonly { readonly title: string; readonly url: string }[];
  readonly variables: Readonly<Record<string, string>>;
};

/** A world's addresses, and its variables filled in with them. `prefix` is the path under which the outside serves its pages. */
export function worldAddresses(world: World, { host, dns, ntp, caFile }: Places, prefix: string): WorldAddresses {
  const outside = `https://${host}${prefix}`;
  const known = new Map([
    ['outside', outside],
    ['outside-host', host],
    ['public', `${outside}/public`],
    ['status', `${outside}/status`],
    ['vendors', `${outside}/vendors`],
    ['dns', dns],
    ['ntp', ntp],
    ['smoke', `${outside}/smoke`],
    ['ca', caFile],
  ]);
  const filled = (text: string) => text.replace(/\{([a-z-]+)\}/g, (whole, name: string) => known.get(name) ?? whole);
  return {
    namespace: world.namespace,
    publicUrl: `${outside}/public`,
    statusPageUrl: `${outside}/status`,
    monitors: world.services.map(({ name }) => ({ title: name, url: `${outside}/public/${name}/healthz` })),
    variables: Object.fromEntries(Object.entries(world.variables).map(([name, text]) => [name, filled(text)])),
  };
}
