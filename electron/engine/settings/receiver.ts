import type { ConnectionsFile } from '#shared/settings/connections-file.ts';
import type { SectionChange, Sections } from '#shared/settings/sections.ts';

type Settings = SectionChange['settings'] | undefined;

/**
 * Who gets a source's token: its service, where there are several, and the origin of its address (Slack's need not be given).
 * Null where there is none to send it to; a webhook's address is itself the secret.
 */
export function receiverOf(source: SectionChange['source'], settings: Settings): string | null {
  if (settings === null || settings === undefined || source === 'webhooks') return null;
  const given = 'url' in settings ? settings.url : undefined;
  const url = given ?? (source === 'slack' ? 'https://slack.com/api/' : null);
  if (url === null) return null;
  const { origin } = new URL(url);
  return 'service' in settings ? `${settings.service} ${origin}` : origin;
}

/** Who gets the token at this place of a file: `prometheus.token`. */
export function receiverAt(file: ConnectionsFile, place: string): string | null {
  const { prometheus, alertmanager, loki, flags, slack } = file;
  const sources = { prometheus, alertmanager, loki, flags, slack };
  const source = place.slice(0, place.indexOf('.'));
  if (!Object.hasOwn(sources, source)) return null;
  const known = source as keyof typeof sources;
  // A token in the file is of another type than a name for one; neither is looked at.
  return receiverOf(known, sources[known] as Settings);
}

/**
 * Whether a source's token would go to another address or service than the one it was saved for: then it has to be entered
 * again, for a test and to save.
 */
export const goesElsewhere = ({ source, settings }: SectionChange, saved: Sections): boolean =>
  receiverOf(source, settings) !== null && receiverOf(source, settings) !== receiverOf(source, saved[source]);
