import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCommands } from '#engine/adapters/commands/run-command.ts';
import { Connections, FlagSettings } from '#engine/adapters/connections.ts';
import { createFlags } from '#engine/adapters/flags/create-flags.ts';
import { createFlagKind } from '#engine/adapters/flags/set-flag.ts';
import { connectOutside } from '#engine/adapters/outside.ts';
import type { FlagSpec } from '#shared/domain/operation/spec.ts';
import { kubeconfigFor } from './support/faulty-proxy.ts';
import { programFolder } from './support/programs.ts';
import { fault, never, runContext, value } from './support/run-context.ts';

let team: Awaited<ReturnType<typeof programFolder>>;
beforeAll(async () => {
  team = await programFolder();
});
afterAll(() => team.remove());

/** Flags as files of a folder, behind a script of the team's: `flags-N --quiet get|on|off FLAG ENVIRONMENT`. */
async function scripted(name: string, turn = 'echo "$2" > "$3.$4"; echo "$2"') {
  const file = await team.script(
    name,
    `[ "$1" = --quiet ] || exit 9
echo "$2 $3 $4" >> ${name}.log
case "$2" in
  get) cat "$3.$4" 2>/dev/null || echo missing ;;
  *) ${turn} ;;
esac`,
  );
  const sha256 = createHash('sha256')
    .update(await readFile(file))
    .digest('hex');
  const settings = FlagSettings.parse({
    ...{ service: 'script', program: name, arguments: ['--quiet'], folder: team.folder, sha256 },
  });
  const { port, byHand } = createFlags(settings, (folder) =>
    createCommands({ ...(folder === undefined ? {} : { folder }) }),
  );
  await writeFile(join(team.folder, 'kill-switch.production'), 'off\n');
  return {
    settings,
    port,
    kind: createFlagKind(port, byHand),
    calls: async () => (await team.read(`${name}.log`)).trim().split('\n'),
  };
}
const spec = (on: boolean, flag = 'kill-switch'): FlagSpec => ({
  kind: 'flag.set',
  flag,
  environment: 'production',
  on,
});

describe.skipIf(process.platform === 'win32')('a flag that a script of the team turns', () => {
  test('is read, turned once and read again', async () => {
    const { kind, calls } = await scripted('flags-1');
    const plan = value(await kind.plan(spec(true), never()));
    expect(plan).toMatchObject({
      changes: [{ from: 'off', to: 'on' }],
      equivalent: 'flags-1 --quiet on kill-switch production',
    });
    expect(await kind.run(spec(true), plan, runContext())).toMatchObject({ kind: 'done', seen: [{ seen: 'on' }] });
    expect(await calls()).toEqual(['get', 'get', 'on', 'get'].map((verb) => `${verb} kill-switch production`));
  });

  test('that the script does not know stops the plan', async () => {
    const { kind } = await scripted('flags-2');
    const plan = value(await kind.plan(spec(true, 'nobody-made-this'), never()));
    expect(plan.checks).toMatchObject([{ state: 'act', text: expect.stringContaining('says that there is none') }]);
  });

  test('whose script failed after it had turned it is done; one that failed before is unknown', async () => {
    const after = await scripted('flags-3', 'echo "$2" > "$3.$4"; exit 1');
    const plan = value(await after.kind.plan(spec(true), never()));
    expect(await after.kind.run(spec(true), plan, runContext())).toMatchObject({ kind: 'done' });
    const before = await scripted('flags-4', 'echo "no network" >&2; exit 1');
    expect(await before.kind.run(spec(true), plan, runContext())).toMatchObject({
      kind: 'unknown',
      fault: { message: expect.stringContaining('exit code 1 and said "no network"') },
    });
  });

  test('whose script writes a secret is told without it, also one that only the connections know', async () => {
    const turn = 'printf "\\033[31mtoken=swordfish\\033[0m hunter2-hunter2"; exit 1';
    const { settings } = await scripted('flags-7', turn);
    const kubeconfig = join(team.folder, 'kubeconfig');
    await writeFile(kubeconfig, JSON.stringify(kubeconfigFor('https://127.0.0.1:1', '')), { mode: 0o600 });
    const others = { kubeconfig, context: 'through-proxy', namespace: 'n', prometheus: { url: 'https://p' } };
    const connections = Connections.parse({ ...others, monitors: [], flags: settings });
    const outside = value(await connectOutside(connections, { secrets: ['hunter2-hunter2'] }));
    const told = fault(await outside.flags.set('kill-switch', 'production', true));
    await outside.close();
    expect(told.message).toContain('said "token=••• •••"');
  });

  test('is not turned by a script that has changed since it was pinned', async () => {
    const { port, kind } = await scripted('flags-5');
    const plan = value(await kind.plan(spec(true), never()));
    await team.script('flags-5', 'touch was-run; echo on');
    expect(await kind.run(spec(true), plan, runContext())).toMatchObject({
      kind: 'failed',
      fault: { cause: 'invalid' },
    });
    expect(fault(await port.set('kill-switch', 'production', true)).message).toContain('pinned');
    await expect(team.read('was-run')).rejects.toThrow();
  });

  test('can’t be named so that the script takes it for an option', async () => {
    const { port, calls } = await scripted('flags-6');
    expect(fault(await port.set('--all', 'production', true)).cause).toBe('invalid');
    expect(fault(await port.read('kill-switch', '$(id)')).cause).toBe('invalid');
    await expect(calls()).rejects.toThrow();
  });
});

describe('the settings of a flag service', () => {
  const others = { kubeconfig: '/k', context: 'c', namespace: 'n', prometheus: { url: 'https://p' }, monitors: [] };
  const parse = (flags: object) => Connections.safeParse({ ...others, flags });

  test('that were written for Unleash alone are still read', () => {
    const old = { service: 'unleash', url: 'https://flags.example', token: 'secret', project: 'default' };
    expect(parse(old)).toMatchObject({ success: true, data: { flags: old } });
  });

  test('have the addresses of the vendors unless another is given', () => {
    expect(parse({ service: 'launchdarkly', token: 't', project: 'web' }).data?.flags).toMatchObject({
      url: 'https://app.launchdarkly.com',
    });
    expect(parse({ service: 'flagsmith', token: 't', project: 12 }).data?.flags).toMatchObject({
      ...{ url: 'https://api.flagsmith.com', scheme: 'Api-Key' },
    });
  });

  test('without the hash of the script, or of a service that is not known, are refused', () => {
    expect(parse({ service: 'script', program: './flags' }).success).toBe(false);
    expect(parse({ service: 'homegrown', token: 't' }).success).toBe(false);
  });
});
