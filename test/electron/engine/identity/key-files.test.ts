import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
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
  const made = await files.create('maria', passphrase);
  if (!made.ok) throw new Error(made.error.message);
  return { home, clock, files, publicKey: made.value };
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
    for (const name of ['maria.json', 'maria.tries.json'])
      expect(statSync(join(home, 'keys', name)).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, 'keys')).mode & 0o777).toBe(0o700);
    expect(files.people()).toEqual(['maria']);
    expect(files.publicKey('maria')).toEqual({ ok: true, value: publicKey });
  });

  test('one that others may read is not used', async () => {
    const { home, files } = await withMaria();
    chmodSync(join(home, 'keys', 'maria.json'), 0o644);
    const tried = await files.unlock('maria', passphrase);
    expect(tried.ok ? '' : tried.error.message).toMatch(/may be read by others/);
  });

  test('a damaged one is said and left as it is; a new key takes the place of an old one only when asked', async () => {
    const { home, files, publicKey } = await withMaria();
    expect(await files.create('maria', passphrase)).toMatchObject({ ok: false, error: { code: 'has-key' } });
    const replaced = await files.create('maria', 'another passphrase', { replaces: true });
    expect(replaced.ok && replaced.value !== publicKey).toBe(true);
    const path = join(home, 'keys', 'maria.json');
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 100));
    const tried = await files.unlock('maria', 'another passphrase');
    expect(tried.ok ? '' : tried.error.message).toMatch(/is damaged/);
    expect(await files.create('maria', passphrase)).toMatchObject({ ok: false, error: { cause: 'invalid' } });
    expect(readFileSync(path, 'utf8')).toHaveLength(100);
  });

  test.each(['', '../maria', 'Maria', 'a/b', 'a\0b', '.hidden', 'x'.repeat(65)])(
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
