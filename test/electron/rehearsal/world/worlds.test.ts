import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BUILT_IN_WORLDS, worldsOf } from '#rehearsal/world/built-in.ts';
import { worldObjects } from '#rehearsal/world/objects.ts';
import { worldAddresses } from '#rehearsal/world/variables.ts';
import { worldSchema } from '#rehearsal/world/world.ts';

const namespaces = async (options: Parameters<typeof worldsOf>[0]) =>
  (await worldsOf(options)).map((world) => world.namespace);

test('a built-in world brings the others, whatever its namespace; on a real cluster it stands alone', async () => {
  expect(await namespaces({ dir: '' })).toEqual(['media-gateway', 'two-services']);
  expect(await namespaces({ dir: '', world: 'two-services' })).toEqual(['two-services', 'media-gateway']);
  expect(await namespaces({ dir: '', namespace: 'elsewhere' })).toEqual(['elsewhere', 'two-services']);
  expect(await namespaces({ dir: '', namespace: 'two-services' })).toEqual(['two-services']);
  expect(await namespaces({ dir: '', kubeconfig: 'k' })).toEqual(['media-gateway']);
});

test('a world of a file stands alone, and one that is wrong says where', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'tminus-world-'));
  try {
    const file = join(dir, 'world.json');
    await writeFile(file, JSON.stringify({ ...BUILT_IN_WORLDS[1], namespace: 'mine' }));
    expect(await namespaces({ dir, world: file })).toEqual(['mine']);
    await writeFile(file, JSON.stringify({ ...BUILT_IN_WORLDS[1], names: [{ name: 'a', A: ['300.1.1.1'] }] }));
    await expect(worldsOf({ dir, world: file })).rejects.toThrow(/names\.0\.A\.0: /);
  } finally {
    await rm(dir, { recursive: true });
  }
});

test.each(BUILT_IN_WORLDS)('$namespace is a world by the schema, and no variable of it stays unfilled', (world) => {
  expect(worldSchema.parse(world)).toEqual(world);
  const { variables } = worldAddresses(
    world,
    { host: '127.0.0.1:1', dns: '127.0.0.1:2', ntp: '127.0.0.1:3', caFile: '/ca.pem' },
    '',
  );
  expect(Object.keys(variables).length).toBeGreaterThan(0);
  for (const value of Object.values(variables)) expect(value).not.toMatch(/[{}]/);
});

test('a world without a mesh has no object of one', () => {
  const without = BUILT_IN_WORLDS.filter((world) => world.mesh === 'none').flatMap(worldObjects);
  expect(without.length).toBeGreaterThan(0);
  expect(without.filter(({ resource }) => resource.startsWith('networking.istio.io'))).toEqual([]);
});
