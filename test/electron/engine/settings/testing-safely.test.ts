import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SecretBox } from '#engine/settings/secret-box.ts';
import type { SectionChange } from '#shared/settings/sections.ts';
import { kubeconfigThatRuns } from '#test/support/kubeconfig-that-runs.ts';
import { QuietEngine } from '#test/support/quiet-engine.ts';
import { startHttpServer } from '../adapters/support/http-server.ts';

const CANARY = 'canary-c40b19-token';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tminus-testing-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const words = async (here: QuietEngine, change: SectionChange): Promise<string> =>
  JSON.stringify((await here.call('w', 'settings.test', { test: 't', change })).lines);
const prometheus = (url: string): SectionChange => ({
  source: 'prometheus',
  settings: { url, token: { secret: 'prometheus.token' } },
});
const withKept = (kept: Record<string, string>, file: object): QuietEngine => {
  const box = new SecretBox();
  box.hear({ kind: 'secrets', kept, entered: {}, facts: { backend: null, trouble: null, secrets: [] } });
  const here = new QuietEngine({ secrets: box });
  writeFileSync(join(here.home, 'connections.json'), JSON.stringify(file), { mode: 0o600 });
  return here;
};

describe('a test of a source', { timeout: 60_000 }, () => {
  test('sends a saved token to the address it was saved for, and to no other', async () => {
    const own = await startHttpServer({ status: 200, body: '{}' });
    const other = await startHttpServer({ status: 200, body: '{}' });
    const saved = { prometheus: { url: own.url, token: { secret: 'prometheus.token' } } };
    const here = withKept({ 'prometheus.token': CANARY }, saved);
    expect(await words(here, prometheus(other.url))).toContain('enter the token again for this address');
    expect(other.heard).toEqual([]);
    await words(here, prometheus(`${own.url}/prom`));
    expect(own.heard.length).toBeGreaterThan(0);
    await Promise.all([own.stop(), other.stop()]);
  });

  test('sends no token over plain http to another machine, and asks no link-local address', async () => {
    const box = new SecretBox();
    const entered = { 'prometheus.token': CANARY };
    box.hear({ kind: 'secrets', kept: {}, entered, facts: { backend: null, trouble: null, secrets: [] } });
    const here = new QuietEngine({ secrets: box });
    expect(await words(here, prometheus('http://prometheus.example'))).toContain('over plain http');
    expect(await words(here, prometheus('https://169.254.169.254'))).toContain('link-local');
  });

  test('runs no program that is not saved', async () => {
    const ran = join(folder, 'ran');
    const program = join(folder, 'flag.sh');
    const text = `#!/bin/sh\ntouch '${ran}'\n`;
    writeFileSync(program, text, { mode: 0o755 });
    const sha256 = createHash('sha256').update(text).digest('hex');
    const here = new QuietEngine();
    const script: SectionChange = { source: 'flags', settings: { service: 'script', program, sha256 } };
    expect(await words(here, script)).toContain('save it first');
    const kubeconfig = join(folder, 'kubeconfig');
    kubeconfigThatRuns(kubeconfig, `touch '${ran}'`);
    const settings = { kubeconfig, context: 'x', namespace: 'n', allowedExecPlugins: ['sh'] };
    expect(await words(here, { source: 'cluster', settings })).toContain('save it first');
    expect(existsSync(ran)).toBe(false);
    const saved = withKept({}, settings);
    await words(saved, { source: 'cluster', settings });
    expect(existsSync(ran)).toBe(true);
  });
});
