import { z } from 'zod';
import { ConnectionsFile, partsOf } from './connections-file.ts';
import { secretPlaces, withSecrets } from './secret-places.ts';
import { type Sections, type SourceId, sectionShapes, sourceTitles } from './sections.ts';

const AllSections = z.strictObject({
  cluster: sectionShapes.cluster.optional(),
  prometheus: sectionShapes.prometheus.optional(),
  alertmanager: sectionShapes.alertmanager.optional(),
  loki: sectionShapes.loki.optional(),
  flags: sectionShapes.flags.optional(),
  slack: sectionShapes.slack.optional(),
  webhooks: sectionShapes.webhooks.optional(),
  monitors: sectionShapes.monitors.optional(),
  statusPage: sectionShapes.statusPage.optional(),
  programs: sectionShapes.programs.optional(),
});

/** What a file says, source by source, with a name in the place of every secret. */
export function sectionsOf(file: ConnectionsFile): Sections {
  const named = withSecrets(file, ({ name, value }) => (typeof value === 'string' ? { secret: name } : value));
  return AllSections.parse(partsOf(ConnectionsFile.parse(named)));
}

/** Names of the secrets that lie in the file itself. */
export const plainSecrets = (file: ConnectionsFile): readonly string[] =>
  secretPlaces(file).flatMap(({ name, value }) => (typeof value === 'string' ? [name] : []));

/** What differs, in words without values: `Prometheus (url, token)`; empty when nothing does. */
export function changeText(source: SourceId, before: Sections, after: Sections, entered: readonly string[]): string {
  const from = before[source];
  const to = after[source];
  const title = sourceTitles[source];
  if (to === undefined) return from === undefined ? '' : `${title} (removed)`;
  if (from === undefined) return `${title} (set up)`;
  const old = new Map(Object.entries(from));
  const next = new Map(Object.entries(to));
  const keys = [...new Set([...old.keys(), ...next.keys()])].filter(
    (key) => JSON.stringify(old.get(key)) !== JSON.stringify(next.get(key)),
  );
  const changed = [...new Set([...keys, ...entered.map((name) => name.slice(source.length + 1))])];
  return changed.length === 0 ? '' : `${title} (${changed.join(', ')})`;
}
