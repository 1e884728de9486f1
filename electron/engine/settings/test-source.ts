import { setTimeout as sleep } from 'node:timers/promises';
import type { TestLine, TestResult } from '#shared/contract/settings-facts.ts';
import { ok, type Result } from '#shared/lib/result.ts';
import type { Trouble } from '#shared/lib/trouble.ts';
import { type ConnectionsFile, fileOf } from '#shared/settings/connections-file.ts';
import { sectionsOf } from '#shared/settings/section-values.ts';
import type { SectionChange, SourceId } from '#shared/settings/sections.ts';
import { worst } from '#shared/views/tone.ts';
import { testAlertmanager } from '../adapters/source-tests/alertmanager.ts';
import { testCluster } from '../adapters/source-tests/cluster.ts';
import { testFlags } from '../adapters/source-tests/flags.ts';
import { testSlack, testWebhooks } from '../adapters/source-tests/messages.ts';
import { testLoki, testMonitors, testPrograms, testStatusPage } from '../adapters/source-tests/others.ts';
import { testPrometheus } from '../adapters/source-tests/prometheus.ts';
import { act, type SourceTest, type TestAsk, unknown } from '../adapters/source-tests/test-parts.ts';
import type { Engine } from '../engine.ts';
import { secretsOf } from '../probes/secrets-of.ts';
import { resolveConnections } from './resolve-connections.ts';
import { isSame, notRun, savedProgramsOnly, secretsFor } from './saved-only.ts';
import { readSettings } from './settings-file.ts';

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

/** What can be stopped ends by itself within this, real ms. */
const LET_GO_MS = 1000;
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

async function linesOf(engine: Engine, asked: SectionChange, signal: AbortSignal): Promise<readonly TestLine[]> {
  if (asked.settings === null) return [unknown('Test', 'nothing is set up to be tested')];
  const saved = readSettings(engine.home);
  const before = saved.ok ? saved.value.file : {};
  const { change, isCut } = savedProgramsOnly(asked, sectionsOf(before));
  const secrets = secretsFor(change, before, engine);
  try {
    const connections = resolveConnections(candidate(before, change), secrets.secret);
    if (secrets.isWithheld())
      return [act('Token', 'enter the token again for this address: the saved one is for another')];
    if (connections === null) return [unknown('Test', 'nothing is set up to be tested')];
    const { launch, cluster } = { launch: engine.state.launch, cluster: engine.state.launch?.cluster };
    const ask: TestAsk = {
      ...{ connections, signal, now: Date.now, mayRun: isSame(change.settings, sectionsOf(before)[change.source]) },
      launch: launch === null ? null : { plan: launch.plan, kind: launch.kind, clusterUid: cluster?.uid ?? null },
    };
    const lines = await Promise.race([tests[change.source](ask), letGo(signal)]);
    return hideIn([...(isCut ? [notRun] : []), ...lines], secretsOf(connections));
  } catch {
    // What was thrown isn't said: it may hold an address that is a secret.
    return [act('Settings', 'they can’t be used as they are: an address or a token has the wrong form')];
  }
}

/** Whatever ignores its signal: when the test is over, the call answers all the same. */
async function letGo(signal: AbortSignal): Promise<readonly TestLine[]> {
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await sleep(LET_GO_MS);
  return [act('Test', 'it was ended before there was an answer')];
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
