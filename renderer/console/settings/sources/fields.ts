import type { Draft } from '#shared/settings/draft.ts';
import type { SourceId } from '#shared/settings/sections.ts';

export type Field =
  | { readonly kind: 'text' | 'lines' | 'file'; readonly key: string; readonly label: string; readonly hint?: string }
  | {
      readonly kind: 'choice';
      readonly key: string;
      readonly label: string;
      readonly choices: readonly { readonly value: string; readonly text: string }[];
    }
  | { readonly kind: 'secret'; readonly name: string; readonly label: string; readonly hint: string };

const url = (label: string, hint: string): Field => ({ kind: 'text', key: 'url', label, hint });
const caFile: Field = {
  kind: 'file',
  key: 'caFile',
  label: 'CA file',
  hint: 'Only for a certificate authority of your own (PEM).',
};
const token = (source: SourceId, hint: string): Field => ({
  ...{ kind: 'secret', name: `${source}.token`, label: 'Token', hint },
});

const service: Field = {
  kind: 'choice',
  key: 'service',
  label: 'Service',
  choices: [
    { value: 'unleash', text: 'Unleash' },
    { value: 'launchdarkly', text: 'LaunchDarkly' },
    { value: 'flagsmith', text: 'Flagsmith' },
    { value: 'script', text: 'A script of the team' },
  ],
};
const project: Field = { kind: 'text', key: 'project', label: 'Project', hint: 'Its key, as in its address.' };
const flagToken = token('flags', 'One that may read and turn flags in the launch’s environment.');

const flagFields: Readonly<Record<string, readonly Field[]>> = {
  unleash: [url('Address', 'Without /api.'), project, flagToken, caFile],
  launchdarkly: [url('Address', 'Empty: https://app.launchdarkly.com.'), project, flagToken, caFile],
  flagsmith: [
    url('Address', 'Empty: https://api.flagsmith.com.'),
    { kind: 'text', key: 'project', label: 'Project', hint: 'Its number, as in its address.' },
    {
      kind: 'choice',
      key: 'scheme',
      label: 'Kind of token',
      choices: [
        { value: 'Api-Key', text: 'A key of the organisation' },
        { value: 'Token', text: 'A token of a user' },
      ],
    },
    flagToken,
    caFile,
  ],
  script: [
    { kind: 'file', key: 'program', label: 'Program', hint: 'Called as: PROGRAM get|on|off FLAG ENVIRONMENT.' },
    { kind: 'text', key: 'sha256', label: 'SHA-256 of the file', hint: 'It runs only as long as this is so.' },
    { kind: 'lines', key: 'arguments', label: 'Arguments before', hint: 'One a line.' },
    { kind: 'text', key: 'folder', label: 'Folder', hint: 'Where it runs.' },
  ],
};

/** What each source is asked for, in the order of its form. The cluster, and what has rows, bring parts of their own. */
export function fieldsOf({ source, text }: Draft): readonly Field[] {
  switch (source) {
    case 'prometheus':
      return [
        url('Address', 'Where its API is, e.g. https://prometheus.example.com.'),
        token(source, 'Empty: asked without one.'),
        caFile,
      ];
    case 'alertmanager':
      return [url('Address', 'Silences are made there too.'), token(source, 'Empty: asked without one.'), caFile];
    case 'loki':
      return [
        url('Address', 'Without it, logs are read from the pods.'),
        token(source, 'Empty: asked without one.'),
        { kind: 'text', key: 'tenant', label: 'Tenant', hint: 'X-Scope-OrgID, where Loki has several.' },
        { kind: 'text', key: 'query', label: 'Query', hint: 'Empty: the pods of the launch’s services.' },
        caFile,
      ];
    case 'flags':
      return [service, ...(flagFields[text.service ?? 'unleash'] ?? [])];
    case 'slack':
      return [token(source, 'The app’s bot token, xoxb-…'), url('Address', 'Empty: Slack itself.'), caFile];
    case 'webhooks':
    case 'monitors':
      return [caFile];
    case 'statusPage':
      return [url('Address', 'Your own public page; its summary is read back every minute.')];
    case 'programs':
      return [
        { kind: 'lines', key: 'folders', label: 'Folders', hint: 'Looked through before PATH; one a line.' },
        { kind: 'lines', key: 'env', label: 'Variables they may see', hint: 'Names of the environment; one a line.' },
        { kind: 'text', key: 'folder', label: 'First folder', hint: 'Where they run if the runbook has none.' },
      ];
    case 'cluster':
      return [];
  }
}

/** What a source is for, under its title. */
export const purposes: Readonly<Record<SourceId, string>> = {
  cluster: 'Where the launch happens. Without it nothing is run.',
  prometheus: 'Error rates, latency and what the criteria watch.',
  alertmanager: 'Alerts that fire now, and silences for the launch’s own noise.',
  loki: 'Logs, where the pods’ own are not enough.',
  flags: 'The kill switch, and what the runbook turns.',
  slack: 'Messages to the war room and to the company.',
  webhooks: 'Messages to other services. An address is kept like a secret.',
  monitors: 'Pages that are looked at from here, besides the runbook’s own.',
  statusPage: 'What the public reads about you.',
  programs: 'Where the runbook’s programs lie, and what they may see.',
};
