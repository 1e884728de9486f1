import { z } from 'zod';
import { err, ok, type Result } from '#shared/lib/result.ts';
import type { Fault } from '#shared/lib/trouble.ts';
import { bearer, createHttpClient, type HttpAsk, parseJson } from '../http/http-client.ts';
import { type Doing, lost } from '../network-fault.ts';
import type { AlertmanagerSettings } from './alertmanager.ts';
import { refused } from './refused.ts';
import type { SilenceAsk, SilencePort, SilenceSeen } from './silence-port.ts';

const Placed = z.looseObject({ silenceID: z.string().min(1) });
const Silence = z.looseObject({
  id: z.string(),
  comment: z.string(),
  status: z.looseObject({ state: z.enum(['active', 'pending', 'expired']) }),
});
const order: Readonly<Record<SilenceSeen['state'], number>> = { active: 0, pending: 1, expired: 2 };

const iso = (ms: number): string => new Date(ms).toISOString();
const marked = (mark: string): string => `[tminus ${mark}]`;
const seenOf = ({ id, status }: z.infer<typeof Silence>): SilenceSeen => ({ id, state: status.state });

const bodyOf = ({ matchers, startsAt, endsAt, by, reason, mark }: SilenceAsk): string =>
  JSON.stringify({
    matchers: matchers.map(({ name, value }) => ({ name, value, isRegex: false, isEqual: true })),
    ...{ startsAt: iso(startsAt), endsAt: iso(endsAt), createdBy: by, comment: `${reason} ${marked(mark)}` },
  });

/** Silences over Alertmanager's HTTP API, version 2. */
export function createSilences(settings: AlertmanagerSettings): SilencePort {
  const http = createHttpClient({ caFile: settings.caFile, lacks: settings.lacks });
  const base = settings.url.replace(/\/+$/, '');
  const send = (ask: Omit<HttpAsk, 'url' | 'headers'> & { readonly path: string }, doing: Doing) =>
    http.send(
      { ...ask, url: `${base}${ask.path}`, headers: { 'content-type': 'application/json', ...bearer(settings.token) } },
      doing,
    );
  const doing = (what: string, changes: boolean): Doing => ({ what, where: `Alertmanager at ${base}`, changes });

  async function all(signal?: AbortSignal): Promise<Result<z.infer<typeof Silence>[], Fault>> {
    const reading = doing('read the silences', false);
    const answer = await send({ method: 'GET', path: '/api/v2/silences', signal }, reading);
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return err(refused(answer.value, reading));
    const list = z.array(Silence).safeParse(parseJson(answer.value.body));
    if (list.success) return ok(list.data);
    return err(lost(reading, 'unexpected', `${reading.where} answered with something that is no list of silences`));
  }

  return {
    async place(ask, signal) {
      const placing = doing('place a silence', true);
      const answer = await send({ method: 'POST', path: '/api/v2/silences', body: bodyOf(ask), signal }, placing);
      if (!answer.ok) return answer;
      if (answer.value.status !== 200) return err(refused(answer.value, placing));
      const placed = Placed.safeParse(parseJson(answer.value.body));
      if (placed.success) return ok({ id: placed.data.silenceID });
      return err(lost(placing, 'unexpected', `${placing.where} answered with something that is no silence`));
    },
    async find(mark, signal) {
      const silences = await all(signal);
      if (!silences.ok) return silences;
      const ours = silences.value.filter(({ comment }) => comment.endsWith(marked(mark)));
      return ok(ours.map(seenOf).toSorted((a, b) => order[a.state] - order[b.state])[0] ?? null);
    },
    async lift(id, signal) {
      const lifting = doing('lift a silence', true);
      const path = `/api/v2/silence/${encodeURIComponent(id)}`;
      const answer = await send({ method: 'DELETE', path, signal }, lifting);
      if (!answer.ok) return answer;
      if (answer.value.status === 200 || answer.value.status === 404) return ok(undefined);
      return err(refused(answer.value, lifting));
    },
    close: () => http.close(),
  };
}
