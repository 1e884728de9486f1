import { readdirSync, readFileSync } from 'node:fs';

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    // It has ended meanwhile.
    return '';
  }
};

/** Fields of /proc/PID/stat after the name, which may hold blanks: the first is field 3. */
const statOf = (pid: number): readonly string[] =>
  read(`/proc/${pid}/stat`)
    .replace(/^.*\) /s, '')
    .split(' ');

/** A process and all that it started, and they started. */
export function treeOf(root: number): readonly number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const parent = Number(statOf(pid)[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []));
  return tree;
}

/** Memory that is theirs, shared pages shared out, in MB. */
export const pssMb = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+) kB/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0), 0) /
  1024;

/** CPU time they have used so far, with that of their children that have ended, in ms (100 ticks a second on Linux). */
export const cpuMs = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    const times = statOf(pid).slice(11, 15);
    return sum + times.reduce((all, ticks) => all + Number(ticks), 0) * 10;
  }, 0);
