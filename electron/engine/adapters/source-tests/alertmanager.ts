import { z } from 'zod';
import type { TestLine } from '#shared/contract/settings-facts.ts';
import { bearer, createHttpClient, type HttpClient } from '../http/http-client.ts';
import { act, failed, get, good, notKnown, type SourceTest, type TestAsk, unknown, watch } from './test-parts.ts';

const Status = z.object({
  versionInfo: z.object({ version: z.string() }).optional(),
  cluster: z.object({ status: z.string(), peers: z.array(z.unknown()).nullish() }).optional(),
});

/** Reaches Alertmanager: which one, with how many peers, and whether silences may be made there. */
export const testAlertmanager: SourceTest = async (ask) => {
  const settings = ask.connections.alertmanager;
  if (settings === undefined) return [];
  const http = createHttpClient(settings);
  const base = settings.url.replace(/\/+$/, '');
  const headers = bearer(settings.token);
  const where = `Alertmanager at ${base}`;
  try {
    const got = await get(http, { url: `${base}/api/v2/status`, headers, what: 'read its status', where }, ask);
    if ('fault' in got) return [failed('Reached', got.fault)];
    const status = Status.safeParse(got.body).data;
    if (status?.versionInfo === undefined && status?.cluster === undefined)
      return [act('Reached', 'something answers there, and it isn’t Alertmanager')];
    const alerts = await get(http, { url: `${base}/api/v2/alerts`, headers, what: 'read the alerts', where }, ask);
    return [
      good('Reached', `${base}, ${settings.token === undefined ? 'without a token' : 'with its token'}`),
      ...statusLines(status),
      'fault' in alerts ? notKnown('Alerts', alerts.fault) : alertsLine(alerts.body),
      await silencesLine(http, base, headers, ask),
      got.clock,
    ];
  } finally {
    await http.close();
  }
};

function statusLines({ versionInfo, cluster }: z.infer<typeof Status>): readonly TestLine[] {
  const peers = cluster?.peers?.length ?? 0;
  return [
    good('Version', versionInfo?.version ?? 'not said'),
    cluster === undefined || cluster.status === 'disabled'
      ? watch('Cluster', 'it stands alone')
      : (cluster.status === 'ready' ? good : watch)('Cluster', `${cluster.status}, ${peers} of its peers known`),
  ];
}

const alertsLine = (body: unknown): TestLine =>
  Array.isArray(body) ? good('Alerts', `${body.length} now`) : unknown('Alerts', 'that is no list of alerts');

/** An empty silence, which every Alertmanager refuses: how it refuses says whether a whole one would be taken. */
async function silencesLine(
  http: HttpClient,
  base: string,
  headers: Readonly<Record<string, string>>,
  { signal }: TestAsk,
): Promise<TestLine> {
  const doing = { what: 'see whether silences may be made', where: `Alertmanager at ${base}`, changes: false };
  const answer = await http.send(
    {
      ...{ method: 'POST', url: `${base}/api/v2/silences`, body: '{"matchers":[]}', signal },
      headers: { ...headers, 'content-type': 'application/json' },
    },
    doing,
  );
  if (!answer.ok) return notKnown('Silences', answer.error);
  const { status } = answer.value;
  if (status === 400 || status === 422)
    return good('Silences', 'may be made (an empty one was refused, as it has to be)');
  return status === 401 || status === 403
    ? act('Silences', 'may not be made with this token: launch noise can’t be silenced from here')
    : unknown('Silences', `it answered ${status}`);
}
