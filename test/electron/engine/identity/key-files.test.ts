import { chmodSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { keyFilesIn } from '#engine/identity/key-files.ts';
import { lockedForMs } from '#engine/identity/lockout.ts';
import { throwAwayCost } from '#engine/identity/sealed-key.ts';
import { passphrase, scratchHome } from './scratch-home.ts';

const minute = 60_000;

/** Key files with a clock that the test turns. */
function filesAt(home: string, clock = { now: Date.UTC(2026, 10, 24, 12) }) {
  return { clock, files: keyFilesIn(home, { now: () => clock.now, throwAwayCost }) };
}

async function withMaria() {
  const home = scratchHome();
  const { clock, files } = filesAt(home);
  return { home, clock, files, publicKey: await made(files, passphrase) };
}

/** The public key of one more key of Maria. */
async function made(files: ReturnType<typeof filesAt>['files'], withPassphrase: string, launch?: string) {
  const key = await files.create('maria', withPassphrase, launch);
  if (!key.ok) throw new Error(key.error.message);
  return key.value;
}

async function wrongTimes(files: ReturnType<typeof filesAt>['files'], times: number): Promise<readonly string[]> {
  const codes: string[] = [];
  for (let n = 0; n < times; n += 1) {
    const tried = await files.unlock('maria', 'not this one');
    codes.push(tried.ok ? 'opened' : tried.error.kind === 'refusal' ? tried.error.code : tried.error.cause);
  }
  return codes;
}

describe('key files', () => {
  test('lie under keys, readable by their owner alone', async () => {
    const { home, files, publicKey } = await withMaria();
    await files.unlock('maria', 'not this one');
    for (const name of [`maria/${publicKey}.json`, 'maria.tries.json'])
      expect(statSync(join(home, 'keys', name)).mode & 0o777).toBe(0o600);
    for (const name of ['', 'maria']) expect(statSync(join(home, 'keys', name)).mode & 0o777).toBe(0o700);
    expect(files.keys('maria')).toEqual({ ok: true, value: [{ publicKey, launch: null }] });
  });

  test('one that others may read is not used', async () => {
    const { home, files, publicKey } = await withMaria();
    chmodSync(join(home, 'keys', 'maria', `${publicKey}.json`), 0o644);
    const tried = await files.unlock('maria', passphrase);
    expect(tried.ok ? '' : tried.error.message).toMatch(/may be read by others/);
  });

  test('a damaged one is said and left as it is; another can still be made', async () => {
    const { home, files, publicKey } = await withMaria();
    const path = join(home, 'keys', 'maria', `${publicKey}.json`);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 100));
    const tried = await files.unlock('maria', passphrase);
    expect(tried.ok ? '' : tried.error.message).toMatch(/is damaged/);
    expect(files.keys('maria')).toMatchObject({ ok: false, error: { cause: 'invalid' } });
    expect(await made(files, passphrase)).not.toBe(publicKey);
    expect((await files.unlock('maria', passphrase)).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toHaveLength(100);
  });

  test('a key under the name of another is damaged', async () => {
    const { home, files, publicKey } = await withMaria();
    const folder = join(home, 'keys', 'maria');
    renameSync(join(folder, `${publicKey}.json`), join(folder, `${'A'.repeat(43)}.json`));
    const tried = await files.unlock('maria', passphrase, 'A'.repeat(43));
    expect(tried.ok ? '' : tried.error.message).toMatch(/is damaged/);
  });

  test('a new key leaves the old one, and each is opened by its own passphrase', async () => {
    const { files, publicKey } = await withMaria();
    const second = await made(files, 'another passphrase', 'mg-2');
    const third = await made(files, 'a third passphrase');
    expect(files.keys('maria')).toEqual({
      ok: true,
      value: [
        { publicKey: third, launch: null },
        { publicKey: second, launch: 'mg-2' },
        { publicKey, launch: null },
      ],
    });
    expect(await files.unlock('maria', passphrase, publicKey)).toMatchObject({ ok: true, value: { publicKey } });
    expect(await files.unlock('maria', passphrase, second)).toMatchObject({ error: { code: 'wrong-passphrase' } });
    expect(await files.unlock('maria', 'another passphrase')).toMatchObject({ value: { publicKey: second } });
    expect(await files.unlock('maria', passphrase, 'B'.repeat(43))).toMatchObject({ error: { code: 'no-key' } });
  });

  test('another passphrase changes one key alone, which stays in its place', async () => {
    const { files, publicKey } = await withMaria();
    const second = await made(files, 'another passphrase', 'mg-2');
    expect((await files.changePassphrase('maria', publicKey, passphrase, 'a changed passphrase')).ok).toBe(true);
    expect(await files.unlock('maria', 'a changed passphrase')).toMatchObject({ value: { publicKey } });
    expect(await files.unlock('maria', 'another passphrase')).toMatchObject({ value: { publicKey: second } });
    expect(files.keys('maria')).toMatchObject({ value: [{ publicKey: second, launch: 'mg-2' }, { publicKey }] });
  });

  test('a key of the earlier layout is still opened, and a new one is made beside it', async () => {
    const { home, files, publicKey } = await withMaria();
    const path = join(home, 'keys', 'maria.json');
    renameSync(join(home, 'keys', 'maria', `${publicKey}.json`), path);
    const { madeAt: _, ...earlier } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify(earlier));
    expect(await files.unlock('maria', passphrase, publicKey)).toMatchObject({ ok: true, value: { publicKey } });
    const second = await made(files, 'another passphrase');
    expect(files.keys('maria')).toMatchObject({ value: [{ publicKey: second }, { publicKey }] });
    expect((await files.changePassphrase('maria', publicKey, passphrase, 'a changed passphrase')).ok).toBe(true);
    expect(readFileSync(path, 'utf8')).toContain(publicKey);
    expect((await files.unlock('maria', 'a changed passphrase', publicKey)).ok).toBe(true);
  });

  test('several keys tried with one passphrase are one try; asking whether it opens one is none', async () => {
    const { files, publicKey } = await withMaria();
    await made(files, 'another passphrase');
    for (let n = 0; n < 9; n += 1) expect(await files.opens('maria', 'not this one', publicKey)).toBe(false);
    expect(await files.opens('maria', passphrase, publicKey)).toBe(true);
    expect(await wrongTimes(files, 5)).toEqual([...Array(4).fill('wrong-passphrase'), 'locked-out']);
    expect(await files.opens('maria', passphrase, publicKey)).toBe(false);
  });

  test.each(['', '../maria', 'Maria', 'a/b', 'a\0b', '.hidden', 'maria.json', 'maria.tries', 'x'.repeat(65)])(
    '"%s" names no file',
    async (person) => {
      const { files } = filesAt(scratchHome());
      expect(await files.create(person, passphrase)).toMatchObject({ ok: false, error: { code: 'unfit-person' } });
      expect(await files.unlock(person, passphrase)).toMatchObject({ ok: false, error: { code: 'unfit-person' } });
    },
  );

  test('a person without a key is told so', async () => {
    expect(await filesAt(scratchHome()).files.unlock('maria', passphrase)).toMatchObject({
      ok: false,
      error: { code: 'no-key' },
    });
  });
});

describe('five wrong passphrases', () => {
  test('lock for a minute, in which the right one does not open either', async () => {
    const { clock, files } = await withMaria();
    expect(await wrongTimes(files, 6)).toEqual([...Array(4).fill('wrong-passphrase'), 'locked-out', 'locked-out']);
    clock.now += minute - 1;
    expect((await files.unlock('maria', passphrase)).ok).toBe(false);
    clock.now += 1;
    expect((await files.unlock('maria', passphrase)).ok).toBe(true);
  });

  test('more lock for two minutes, then four', async () => {
    const { clock, files } = await withMaria();
    for (const minutes of [1, 2, 4, 8]) {
      await wrongTimes(files, 5);
      clock.now += minutes * minute - 1;
      expect(await wrongTimes(files, 1)).toEqual(['locked-out']);
      clock.now += 1;
    }
    expect((await files.unlock('maria', passphrase)).ok).toBe(true);
  });

  test('the right one in between begins the count anew', async () => {
    const { files } = await withMaria();
    await wrongTimes(files, 4);
    expect((await files.unlock('maria', passphrase)).ok).toBe(true);
    expect(await wrongTimes(files, 4)).toEqual(Array(4).fill('wrong-passphrase'));
  });

  test('are remembered when the console is started anew, and hold for one person alone', async () => {
    const { home, clock, files } = await withMaria();
    await files.create('jun', passphrase);
    await wrongTimes(files, 5);
    const again = filesAt(home, clock).files;
    expect(await again.unlock('maria', passphrase)).toMatchObject({ ok: false, error: { code: 'locked-out' } });
    expect((await again.unlock('jun', passphrase)).ok).toBe(true);
  });

  test('sent all at once are counted one by one', async () => {
    const { files } = await withMaria();
    const tried = await Promise.all(Array.from({ length: 12 }, () => files.unlock('maria', 'not this one')));
    const codes = tried.map((one) => (one.ok ? 'opened' : one.error.kind === 'refusal' ? one.error.code : ''));
    expect(codes.filter((code) => code === 'wrong-passphrase')).toHaveLength(4);
    expect(codes.filter((code) => code === 'locked-out')).toHaveLength(8);
  });

  test('a file of tries that was made unreadable is no way around the lock', async () => {
    const { home, files } = await withMaria();
    await wrongTimes(files, 5);
    writeFileSync(join(home, 'keys', 'maria.tries.json'), 'x', { mode: 0o600 });
    expect(await wrongTimes(files, 1)).toEqual(['locked-out']);
  });

  test('a clock set back does not make the lock longer than it is', () => {
    expect(lockedForMs({ wrong: 5, lastWrongAt: 10 * minute }, 0)).toBe(minute);
    expect(lockedForMs({ wrong: 500, lastWrongAt: 0 }, 0)).toBe(24 * 60 * minute);
  });
});
