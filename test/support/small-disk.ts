import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const mount = (place: string, megabytes: number): void => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place], { stdio: 'ignore' });
};

/** Mounting a disk of a few megabytes takes root on Linux; elsewhere tests that need one say so and are skipped. */
export const canMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const place = mkdtempSync(join(tmpdir(), 'tminus-mount-'));
  try {
    mount(place, 1);
    execFileSync('umount', [place], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
})();

/** A disk of its own that can be filled and freed. */
export type SmallDisk = { readonly place: string; fill(): void; free(): void; unmount(): void };

export function smallDisk(megabytes: number): SmallDisk {
  const folder = mkdtempSync(join(tmpdir(), 'tminus-disk-'));
  const place = join(folder, 'disk');
  mkdirSync(place);
  mount(place, megabytes);
  const filler = join(place, 'filler');
  return {
    place,
    fill() {
      for (let size = 1 << 20; size >= 1; size >>= 1) {
        for (;;) {
          try {
            writeFileSync(filler, Buffer.alloc(size), { flag: 'a' });
          } catch {
            break;
          }
        }
      }
    },
    free: () => rmSync(filler, { force: true }),
    unmount() {
      execFileSync('umount', ['-l', place]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
