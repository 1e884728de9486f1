import { type Section, SectionChange, type Sections, type SourceId } from './sections.ts';

export type DraftRow = { readonly left: string; readonly right: string };

/** One source as a form holds it: every field as text, empty where it is left out. */
export type Draft = {
  readonly source: SourceId;
  readonly text: Readonly<Record<string, string>>;
  /** Monitors (title, address), Slack's channels (ours, theirs), webhooks (channel). */
  readonly rows: readonly DraftRow[];
  /** Names of the secrets that the source is to have. */
  readonly secrets: readonly string[];
  /** Parts that have no field of their own: kept as they are. */
  readonly kept: Readonly<Record<string, unknown>>;
};

/** The form of a source as it is set up; an empty one where it isn't. */
export function draftOf(source: SourceId, sections: Sections): Draft {
  const section: Readonly<Record<string, unknown>> = sections[source] ?? {};
  const text: Record<string, string> = source === 'flags' ? { service: 'unleash', scheme: 'Api-Key' } : {};
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(section)) {
    if (typeof value === 'string' || typeof value === 'number') text[key] = String(value);
    else if (inLines.has(key) && Array.isArray(value)) text[key] = value.join('\n');
    else if (!inRows.has(key) && !isSecret(value)) kept[key] = value;
  }
  return { source, text, rows: rowsOf(source, sections), secrets: secretsIn(section), kept };
}

/** Lists that a form has as text, an entry a line. */
const inLines: ReadonlySet<string> = new Set(['folders', 'env', 'arguments']);
const inRows: ReadonlySet<string> = new Set(['monitors', 'channels', 'urls']);

function rowsOf(source: SourceId, { monitors, slack, webhooks }: Sections): readonly DraftRow[] {
  if (source === 'monitors') return (monitors?.monitors ?? []).map(({ title, url }) => ({ left: title, right: url }));
  if (source === 'slack')
    return Object.entries(slack?.channels ?? {}).map(([ours, theirs]) => ({ left: ours, right: theirs }));
  if (source === 'webhooks') return Object.keys(webhooks?.urls ?? {}).map((channel) => ({ left: channel, right: '' }));
  return [];
}

const isSecret = (value: unknown): value is { readonly secret: string } =>
  typeof value === 'object' && value !== null && 'secret' in value && typeof value.secret === 'string';

function secretsIn(value: unknown): readonly string[] {
  if (isSecret(value)) return [value.secret];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}

export type Checked =
  | { readonly change: SectionChange; readonly wrong: null }
  | { readonly change: null; readonly wrong: Readonly<Record<string, string>> };

/** The change that a form stands for, or what is wrong with it, by field. */
export function checkedChange(draft: Draft): Checked {
  const parsed = SectionChange.safeParse({ source: draft.source, settings: settingsOf(draft) });
  if (parsed.success) return { change: parsed.data, wrong: null };
  const wrong: Record<string, string> = {};
  for (const { path, code, message } of parsed.error.issues) {
    const field = path.slice(1).map(String).join('.');
    wrong[field] ??= code === 'invalid_type' || code === 'too_small' ? 'is needed' : message;
  }
  return { change: null, wrong };
}

function settingsOf(draft: Draft): unknown {
  const { source, rows, secrets, kept } = draft;
  const text = Object.fromEntries(Object.entries(draft.text).filter(([, value]) => value.trim() !== ''));
  const token = secrets.includes(`${source}.token`) ? { token: { secret: `${source}.token` } } : {};
  const filled = rows.filter(({ left, right }) => left.trim() !== '' || right.trim() !== '');
  switch (source) {
    case 'flags':
      return flagSettings(text, token);
    case 'slack': {
      const channels = Object.fromEntries(filled.map(({ left, right }) => [left, right]));
      return { ...kept, ...text, ...token, ...(filled.length === 0 ? {} : { channels }) };
    }
    case 'webhooks': {
      const urls = Object.fromEntries(filled.map(({ left }) => [left, { secret: `webhooks.urls.${left}` }]));
      const other = secrets.includes('webhooks.defaultUrl') ? { defaultUrl: { secret: 'webhooks.defaultUrl' } } : {};
      return { ...text, urls, ...other };
    }
    case 'monitors':
      return { ...text, monitors: filled.map(({ left, right }) => ({ title: left, url: right })) };
    case 'programs':
      return { ...text, ...linesOf(text, 'folders'), ...linesOf(text, 'env') };
    default:
      return { ...kept, ...text, ...token };
  }
}

const linesOf = (text: Readonly<Record<string, string>>, key: string): Readonly<Record<string, readonly string[]>> => {
  const lines = (text[key] ?? '').split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return lines.length === 0 ? {} : { [key]: lines };
};

const fieldsOfService: Readonly<Record<Section<'flags'>['service'], readonly string[]>> = {
  unleash: ['url', 'project', 'caFile'],
  launchdarkly: ['url', 'project', 'caFile'],
  flagsmith: ['url', 'project', 'scheme', 'caFile'],
  script: ['program', 'folder', 'sha256'],
};

function flagSettings(text: Readonly<Record<string, string>>, token: object): unknown {
  const service = text.service as keyof typeof fieldsOfService;
  const wanted = fieldsOfService[service] ?? [];
  const own = Object.fromEntries(Object.entries(text).filter(([key]) => wanted.includes(key)));
  if (service === 'script') return { service, ...own, ...linesOf(text, 'arguments') };
  const project = service === 'flagsmith' && own.project !== undefined ? { project: Number(own.project) } : {};
  return { service, ...own, ...project, ...token };
}
