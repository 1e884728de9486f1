import type { TestLine, TestResult } from '#shared/contract/settings-facts.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { type ConnectionsFile, fileOf } from '#shared/settings/connections-file.ts';
import { secretPlaces } from '#shared/settings/secret-places.ts';
import { sectionsOf } from '#shared/settings/section-values.ts';
import type { SectionChange, SourceId } from '#shared/settings/sections.ts';
import { worst } from '#shared/views/tone.ts';
import type { Engine } from '../engine.ts';
import { secretsOf } from '../probes/secrets-of.ts';
import { resolveConnections } from './resolve-connections.ts';
import { readSettings } from './settings-file.ts';
import { testAlertmanager } from './tests/alertmanager.ts';
import { testCluster } from './tests/cluster.ts';
import { testFlags } from './tests/flags.ts';
import { testSlack, testWebhooks } from './tests/messages.ts';
import { testLoki, testMonitors, testPrograms, testStatusPage } from './tests/others.ts';
import { testPrometheus } from './tests/prometheus.ts';
import { act, type SourceTest, type TestAsk, unknown } from './tests/test-parts.ts';

const tests: Readonly<Record<SourceId, SourceTest>> = {
  cluster: testCluster,
  prometheus: testPrometheus,
  alertmanager: testAlertmanager,
  loki: testLoki,
  flags: testFlags,
  slack: testSlack,
  webhooks: testWebhooks,
  monitors: testMonitors,
  statusPage: testStatusPage,
  programs: testPrograms,
};

/** A person waits for it: what takes longer than this isn't there, real ms. */
const LIMIT_MS = 20_000;

/** Reaches one source with settings that may not be saved yet, and with secrets that may only have been entered. */
export async function testSource(
  engine: Engine,
  change: SectionChange,
  stopped: AbortSignal,
): Promise<Result<TestResult, Trouble>> {
  const startedAt = Date.now();
  const { source } = change;
  const lines = await linesOf(engine, change, AbortSignal.any([stopped, AbortSignal.timeout(LIMIT_MS)]));
  const hidden = hideIn(lines, engine.secrets.values());
  const tone = worst(hidden.map((line) => line.tone));
  return ok({ source, tone, lines: hidden, tookMs: Date.now() - startedAt, at: Date.now() });
}

async function linesOf(engine: Engine, change: SectionChange, signal: AbortSignal): Promise<readonly TestLine[]> {
  if (change.settings === null) return [unknown('Test', 'nothing is set up to be tested')];
  const saved = readSettings(engine.home);
  const file = candidate(saved.ok ? saved.value.file : {}, change);
  const plain = new Map(saved.ok ? secretPlaces(saved.value.file).map(({ name, value }) => [name, value]) : []);
  const secret = (name: string): string | undefined => {
    const inFile = plain.get(name);
    return engine.secrets.entered(name) ?? (typeof inFile === 'string' ? inFile : engine.secrets.kept(name));
  };
  try {
    const connections = resolveConnections(file, secret);
    if (connections === null) return [unknown('Test', 'nothing is set up to be tested')];
    const { launch, cluster } = { launch: engine.state.launch, cluster: engine.state.launch?.cluster };
    const ask: TestAsk = {
      ...{ connections, signal, now: Date.now },
      launch: launch === null ? null : { plan: launch.plan, kind: launch.kind, clusterUid: cluster?.uid ?? null },
    };
    return hideIn(await tests[change.source](ask), secretsOf(connections));
  } catch (error) {
    // Its words may hold an address that is a secret; a CA file's path doesn't.
    const path = error instanceof Error && 'path' in error ? ` ${String(error.path)}` : '';
    return path === ''
      ? [act('Settings', 'they can’t be used as they are: an address or a token has the wrong form')]
      : [act('CA file', `can’t be read:${path}`)];
  }
}

/** The file with the candidate in it. Sources but the cluster are tested without one. */
function candidate(file: ConnectionsFile, change: SectionChange): ConnectionsFile {
  const { [change.source]: _, ...others } = sectionsOf(file);
  const next = fileOf({ ...others, [change.source]: change.settings });
  return { kubeconfig: 'none', context: 'none', namespace: 'none', ...next };
}

/** No line says a secret, whatever the other side answered. */
const hideIn = (lines: readonly TestLine[], secrets: readonly string[]): readonly TestLine[] =>
  lines.map((line) => ({ ...line, text: hide(line.text, secrets), what: hide(line.what, secrets) }));

const hide = (text: string, secrets: readonly string[]): string =>
  secrets.filter((secret) => secret.length > 3).reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
