import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const name = z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'lower-case letters, digits and dashes');

const service = z.strictObject({
  name,
  /** What users and other services send it, requests per second, at noise zero. */
  requestsPerSecond: z.number().positive(),
  /** Median latency in milliseconds while pods have room. */
  medianMs: z.number().positive(),
  port: z.int().positive().default(8080),
  /** Host names its VirtualService answers to besides its own. */
  hosts: z.array(z.string()).default([]),
  memoryMegabytes: z.number().positive().default(256),
});

/** A Job that ended well before the rehearsal began, e.g. the night's backup. */
const job = z.strictObject({
  name,
  image: z.string(),
  /** Real time between its end and the start. */
  endedMinutesBefore: z.number().positive(),
  tookMinutes: z.number().positive().default(3),
});

/** A vendor with a status page of its own, at /vendors/SLUG of the outside. */
const vendor = z.strictObject({ slug: name, name: z.string(), components: z.array(z.string()).min(1) });

/** A database of Cloud SQL that may be cloned as it was at a moment since its backup. */
const database = z.strictObject({
  instance: name,
  host: z.string(),
  /** The backup was made this long before the start: nothing before it can be brought back. */
  backupMinutesBefore: z.number().positive(),
  /** Rows at the start, and how many come each minute of launch time. */
  tables: z.array(
    z.strictObject({ name: z.string(), rows: z.int().nonnegative(), perMinute: z.number().nonnegative() }),
  ),
});

/** What the DNS responder knows of a name. A CNAME stands alone, as in any zone. */
const dnsName = z.strictObject({
  name: z.string(),
  A: z.array(z.ipv4()).default([]),
  AAAA: z.array(z.ipv6()).default([]),
  CNAME: z.string().optional(),
  TXT: z.array(z.string().max(255)).default([]),
});

/** What a rehearsal starts with. Another pack brings its own as a JSON file of this shape (`--world FILE`). */
export const worldSchema = z.strictObject({
  namespace: name,
  registry: z.string(),
  /** Image tag of stable, and of the canaries that wait at zero. */
  version: z.string(),
  /** Image tag that is launched: it lies on the nodes beside `version`. */
  launchVersion: z.string().optional(),
  /** `none`: no VirtualServices and DestinationRules; requests spread over the ready pods of canary and stable. */
  mesh: z.enum(['istio', 'none']).default('istio'),
  stableReplicas: z.int().positive(),
  minReplicas: z.int().positive(),
  maxReplicas: z.int().positive(),
  nodes: z.int().positive().default(3),
  services: z.array(service).min(1),
  flags: z.array(z.string()),
  environments: z.array(z.string()).default(['development', 'production']),
  configMaps: z.array(z.strictObject({ name, data: z.record(z.string(), z.string()) })).default([]),
  secrets: z.array(z.strictObject({ name, data: z.record(z.string(), z.string()) })).default([]),
  jobs: z.array(job).default([]),
  databases: z.array(database).default([]),
  statusPage: z.strictObject({ name: z.string(), components: z.array(z.string()) }),
  vendors: z.array(vendor).default([]),
  /** Paths of the outside that answer 200. */
  pages: z.array(z.string().regex(/^\/[-a-z0-9/]*$/, 'a path in lower case')).default([]),
  names: z.array(dnsName).default([]),
  /**
   * What the variables of a pack are in a rehearsal; the addresses of the moment fill {outside}, {outside-host}, {public}, {status},
   * {vendors}, {dns}, {ntp}, {smoke} and {ca}.
   */
  variables: z.record(z.string(), z.string()).default({}),
});

export type World = z.infer<typeof worldSchema>;
/** A world as it is written down: what has a default may be left out. */
export type WorldGiven = z.input<typeof worldSchema>;
export type WorldDatabase = World['databases'][number];
export type WorldJob = World['jobs'][number];
export type WorldService = World['services'][number];

/** Reads a world from a JSON file. Throws with the file, the place in it and what is wrong there. */
export async function readWorld(file: string): Promise<World> {
  const text = await readFile(file, 'utf8');
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new Error(`The world file ${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = worldSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw new Error(`The world file ${file} can't be used. ${places.join('; ')}.`);
}
