export type DifferenceLine = {
  /** Where: `Checklists, T-24 Hour Checklist, Final E2E test suite passed on staging, owner`. */
  readonly what: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly from: string;
  readonly to: string;
};

type Plain = Readonly<Record<string, unknown>>;
const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A thing's name in the runbook, where it has one. */
const nameOf = (value: unknown): string | null => {
  if (!isPlain(value)) return null;
  const name = value.title ?? value.name ?? value.id;
  return typeof name === 'string' ? name : null;
};
const idOf = (value: unknown): string | null =>
  isPlain(value) && typeof value.id === 'string' ? value.id : nameOf(value);

/** `dueAt` as `due at`. */
const words = (key: string): string => key.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

const LONGEST = 300;
const text = (value: unknown): string => {
  if (value === undefined) return '';
  const name = nameOf(value);
  const whole = name ?? (typeof value === 'string' ? value : JSON.stringify(value));
  return whole.length > LONGEST ? `${whole.slice(0, LONGEST)}...` : whole;
};

/** What two runbooks (or rosters) say differently, thing by thing: entries of lists are matched by their id. */
export function planDifference(before: unknown, after: unknown, path: readonly string[] = []): DifferenceLine[] {
  const what = path.join(', ');
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isPlain(before) && isPlain(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return keys.flatMap((key) => planDifference(before[key], after[key], [...path, words(key)]));
  }
  if (Array.isArray(before) && Array.isArray(after)) return listDifference(before, after, path);
  if (before === undefined) return [{ what, kind: 'added', from: '', to: text(after) }];
  if (after === undefined) return [{ what, kind: 'removed', from: text(before), to: '' }];
  return [{ what, kind: 'changed', from: text(before), to: text(after) }];
}

function listDifference(
  before: readonly unknown[],
  after: readonly unknown[],
  path: readonly string[],
): DifferenceLine[] {
  const hasIds = [...before, ...after].every((entry) => idOf(entry) !== null);
  if (!hasIds) return [{ what: path.join(', '), kind: 'changed', from: text(before), to: text(after) }];
  const old = new Map(before.map((entry) => [idOf(entry), entry]));
  const fresh = new Map(after.map((entry) => [idOf(entry), entry]));
  const named = (entry: unknown) => [...path, nameOf(entry) ?? ''];
  const lines = [...old].flatMap(([id, entry]) => planDifference(entry, fresh.get(id), named(entry)));
  const added = [...fresh].filter(([id]) => !old.has(id));
  const order = [...old.keys()].filter((id) => fresh.has(id)).join();
  const moved = [...fresh.keys()].filter((id) => old.has(id)).join() !== order;
  return [
    ...lines,
    ...added.map(([, entry]): DifferenceLine => ({ what: path.join(', '), kind: 'added', from: '', to: text(entry) })),
    ...(moved ? [{ what: `${path.join(', ')}, order`, kind: 'changed', from: '', to: 'another order' } as const] : []),
  ];
}
