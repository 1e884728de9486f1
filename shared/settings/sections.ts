import { z } from 'zod';
import { fileOf } from './connections-file.ts';
import { MonitorSetting, shapeOf } from './connections-shape.ts';
import { SecretReference } from './secret-name.ts';
import { secretPlaces } from './secret-places.ts';

const shape = shapeOf(SecretReference, SecretReference);

/** Each source as a window sees and sends it: secrets are names, never values. */
export const sectionShapes = {
  cluster: z.strictObject(shape.cluster),
  prometheus: shape.prometheus,
  alertmanager: shape.alertmanager,
  loki: shape.loki,
  flags: shape.flags,
  slack: shape.slack,
  webhooks: shape.webhooks,
  monitors: z.strictObject({ monitors: z.array(MonitorSetting), caFile: shape.monitorCaFile }),
  statusPage: z.strictObject({ url: shape.statusPageUrl }),
  programs: shape.commands,
} as const;

export type SourceId = keyof typeof sectionShapes;
export const sourceIds = Object.keys(sectionShapes) as readonly SourceId[];
export type Section<Id extends SourceId> = z.infer<(typeof sectionShapes)[Id]>;
/** What is set up, by source; a source that isn't set up is missing. */
export type Sections = { readonly [Id in SourceId]?: Section<Id> | undefined };

/** One source's new settings; null: it is not set up any more. It names no secrets but its own. */
export const SectionChange = z
  .discriminatedUnion('source', [
    change('cluster'),
    change('prometheus'),
    change('alertmanager'),
    change('loki'),
    change('flags'),
    change('slack'),
    change('webhooks'),
    change('monitors'),
    change('statusPage'),
    change('programs'),
  ])
  .refine(
    ({ source, settings }) =>
      settings === null ||
      secretPlaces(fileOf({ [source]: settings })).every(
        ({ name, value }) => typeof value !== 'string' && value.secret === name,
      ),
    'a source names its own secrets alone',
  );
export type SectionChange = z.infer<typeof SectionChange>;

function change<Id extends SourceId>(source: Id) {
  return z.strictObject({ source: z.literal(source), settings: sectionShapes[source].nullable() });
}

export const sourceTitles: Readonly<Record<SourceId, string>> = {
  cluster: 'Cluster',
  prometheus: 'Prometheus',
  alertmanager: 'Alertmanager',
  loki: 'Loki',
  flags: 'Feature flags',
  slack: 'Slack',
  webhooks: 'Webhooks',
  monitors: 'Monitors',
  statusPage: 'Status page',
  programs: 'Programs',
};
