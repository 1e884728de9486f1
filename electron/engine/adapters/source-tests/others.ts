import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { TestLine } from '#shared/contract/settings-facts.ts';
import { allowedEnv } from '../commands/environment.ts';
import { refusedUrl } from '../http/allowed-address.ts';
import { bearer, createHttpClient } from '../http/http-client.ts';
import { statusPageOver } from '../monitors/status-page.ts';
import { trustedCas } from '../monitors/trusted-cas.ts';
import { act, failed, get, good, notKnown, type SourceTest, unknown, watch } from './test-parts.ts';

const LokiBuild = z.looseObject({ version: z.string() });
const LokiLabels = z.looseObject({ status: z.literal('success'), data: z.array(z.string()).nullish() });

/** Reaches Loki: which one, and whether it has anything for this tenant. */
export const testLoki: SourceTest = async (ask) => {
  const settings = ask.connections.loki;
  if (settings === undefined) return [];
  const http = createHttpClient(settings);
  const base = settings.url.replace(/\/+$/, '');
  const tenant = settings.tenant === undefined ? {} : { 'x-scope-orgid': settings.tenant };
  const common = { headers: { ...bearer(settings.token), ...tenant }, where: `Loki at ${base}` };
  try {
    const got = await get(http, { url: `${base}/loki/api/v1/labels`, what: 'read its labels', ...common }, ask);
    if ('fault' in got) return [failed('Reached', got.fault)];
    const seen = LokiLabels.safeParse(got.body);
    if (!seen.success) return [act('Reached', 'something answers there, and it isn’t Loki')];
    const build = await get(
      http,
      { url: `${base}/loki/api/v1/status/buildinfo`, what: 'read its version', ...common },
      ask,
    );
    const version = 'fault' in build ? undefined : LokiBuild.safeParse(build.body).data?.version;
    const labels = seen.data.data ?? [];
    return [
      good('Reached', settings.tenant === undefined ? base : `${base} as tenant ${settings.tenant}`),
      'fault' in build ? notKnown('Version', build.fault) : good('Version', version ?? 'not said'),
      labels.length === 0
        ? watch('Lines', 'no label at all in the last hours: nothing is sent to it, or not for this tenant')
        : good('Lines', `labelled by ${labels.slice(0, 8).join(', ')}`),
      got.clock,
    ];
  } finally {
    await http.close();
  }
};

/** Asks each monitor's address once. */
export const testMonitors: SourceTest = async (ask) => {
  const { monitors, monitorCaFile } = ask.connections;
  if (monitors.length === 0) return [unknown('Monitors', 'none of this console; the runbook’s own are looked at too')];
  const http = createHttpClient({ ca: () => trustedCas(monitorCaFile) });
  const one = async ({ title, url }: (typeof monitors)[number]): Promise<TestLine> => {
    const refused = refusedUrl(url);
    if (refused !== null) return act(title, refused);
    const startedAt = ask.now();
    const doing = { what: 'look at it', where: new URL(url).host, changes: false };
    const answer = await http.send({ method: 'GET', url, signal: ask.signal, timeoutMs: 8000 }, doing);
    if (!answer.ok) return failed(title, answer.error);
    const text = `answered ${answer.value.status} in ${Math.max(0, Math.round(ask.now() - startedAt))} ms`;
    return answer.value.status < 400 ? good(title, text) : watch(title, text);
  };
  try {
    return await Promise.all(monitors.map(one));
  } finally {
    await http.close();
  }
};

/** Reads the public status page. */
export const testStatusPage: SourceTest = async ({ connections, signal }) => {
  const { statusPageUrl, monitorCaFile } = connections;
  if (statusPageUrl === undefined) return [];
  const http = createHttpClient({ ca: () => trustedCas(monitorCaFile) });
  try {
    const seen = await statusPageOver(http).summary(statusPageUrl, signal);
    if (!seen.ok) return [failed('Reached', seen.error)];
    const { status, components, incidents } = seen.value;
    return [
      good('Reached', statusPageUrl),
      good('Says', status.description),
      good('Lists', `${components.length} components, ${incidents.length} open incidents`),
    ];
  } finally {
    await http.close();
  }
};

/** Whether the folders of programs are there. */
export const testPrograms: SourceTest = async ({ connections }) => {
  const { folder, folders = [], env = [] } = connections.commands ?? {};
  const places = folder === undefined ? folders : [folder, ...folders];
  const seen = await Promise.all(
    places.map(async (place) => {
      const found = await stat(place).catch(() => null);
      return found?.isDirectory() === true ? good(place, 'is there') : act(place, 'there is no such folder');
    }),
  );
  const variables = env.map((name) =>
    allowedEnv([name])[name] === undefined
      ? watch(name, 'isn’t set for this console')
      : good(name, 'is set; programs see it'),
  );
  return seen.length + variables.length === 0
    ? [unknown('Programs', 'looked for in PATH alone')]
    : [...seen, ...variables];
};
