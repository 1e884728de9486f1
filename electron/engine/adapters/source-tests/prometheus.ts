import { z } from 'zod';
import type { TestLine } from '#shared/contract/settings-facts.ts';
import { bearer, createHttpClient } from '../http/http-client.ts';
import type { MetricsPort } from '../prometheus/port.ts';
import { createPrometheus } from '../prometheus/prometheus.ts';
import { act, failed, get, good, notKnown, type SourceTest, type TestAsk, unknown, watch } from './test-parts.ts';

const Build = z.object({ data: z.object({ version: z.string() }) });
const Runtime = z.object({ data: z.object({ storageRetention: z.string() }) });

/** Older than this and nothing arrives, ms of real time; scrapes are a minute apart at most. */
const FRESH_MS = 120_000;

/** Reaches Prometheus: which one, how long it remembers, whether anything arrives. */
export const testPrometheus: SourceTest = async (ask) => {
  const settings = ask.connections.prometheus;
  const http = createHttpClient(settings);
  const metrics = createPrometheus(settings);
  const base = settings.url.replace(/\/+$/, '');
  const where = `Prometheus at ${base}`;
  const headers = bearer(settings.token);
  try {
    const up = await metrics.instant('vector(1)', ask.now(), ask.signal);
    if (!up.ok) return [failed('Reached', up.error)];
    const build = await get(
      http,
      { url: `${base}/api/v1/status/buildinfo`, headers, what: 'read its version', where },
      ask,
    );
    const runtime = await get(
      http,
      { url: `${base}/api/v1/status/runtimeinfo`, headers, what: 'read its retention', where },
      ask,
    );
    return [
      good('Reached', `${base}, ${settings.token === undefined ? 'without a token' : 'with its token'}`),
      'fault' in build ? notKnown('Version', build.fault) : versionLine(build.body),
      'fault' in runtime ? notKnown('Keeps', runtime.fault) : retentionLine(runtime.body),
      ...(await dataLines(metrics, ask)),
      ...('fault' in build ? [] : [build.clock]),
    ];
  } finally {
    await Promise.all([http.close(), metrics.close()]);
  }
};

function versionLine(body: unknown): TestLine {
  const build = Build.safeParse(body);
  return build.success ? good('Version', build.data.data.version) : unknown('Version', 'it does not say');
}

function retentionLine(body: unknown): TestLine {
  const runtime = Runtime.safeParse(body);
  return runtime.success
    ? good('Keeps', `samples for ${runtime.data.data.storageRetention}`)
    : unknown('Keeps', 'it does not say for how long');
}

async function dataLines(metrics: MetricsPort, { now, signal }: TestAsk): Promise<readonly TestLine[]> {
  const read = async (query: string): Promise<number | null> => {
    const answer = await metrics.instant(query, now(), signal);
    return answer.ok ? (answer.value.series[0]?.values[0]?.[1] ?? null) : null;
  };
  const [all, up, newest] = [await read('count(up)'), await read('count(up == 1)'), await read('max(timestamp(up))')];
  if (all === null) return [watch('Targets', 'none: it scrapes nothing, or doesn’t let its targets be counted')];
  const down = all - (up ?? 0);
  const targets = down === 0 ? good('Targets', `all ${all} are up`) : watch('Targets', `${up ?? 0} of ${all} are up`);
  if (newest === null) return [targets, unknown('Newest sample', 'it does not say when')];
  const ageMs = now() - newest * 1000;
  const text = `${Math.max(0, Math.round(ageMs / 1000))} s old`;
  return [targets, ageMs < FRESH_MS ? good('Newest sample', text) : act('Newest sample', `${text}: nothing arrives`)];
}
