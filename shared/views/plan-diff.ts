import type { FieldChange } from '#shared/domain/operation/plan.ts';
import type { OperationEntry } from '#shared/domain/operation/state.ts';

export type Change = {
  readonly field: string;
  /** The field's last word, which is enough to read; the whole path where two would read the same. */
  readonly label: string;
  readonly from: string;
  readonly to: string;
};
export type DiffRow = { readonly name: string; readonly changes: readonly Change[] };
/** Targets that change in the same way: the first are shown, the rest are counted. */
export type DiffGroup = { readonly kind: string; readonly rows: readonly DiffRow[]; readonly more: readonly DiffRow[] };
export type PlanDiff = {
  /** `8 VirtualServices`, `1 flag`. */
  readonly counts: readonly string[];
  readonly groups: readonly DiffGroup[];
  /** Operations whose plan changes nothing: already so. */
  readonly unchanged: readonly string[];
};

/** With more rows than this in a group the rest is told as a number. */
const SHOWN = 2;

const plural = (count: number, kind: string): string =>
  `${count} ${kind}${count === 1 ? '' : /(s|x|ch)$/.test(kind) ? 'es' : 's'}`;

function rowsOf(changes: readonly FieldChange[]): Map<string, { kind: string; row: DiffRow }> {
  const rows = new Map<string, { kind: string; row: DiffRow }>();
  for (const { target, field, from, to } of changes) {
    const key = `${target.kind}/${target.namespace ?? ''}/${target.name}`;
    const known = rows.get(key)?.row ?? { name: target.name, changes: [] };
    rows.set(key, {
      kind: target.kind,
      row: { ...known, changes: [...known.changes, { field, label: shortField(field), from, to }] },
    });
  }
  return rows;
}

/** `spec.http[0].route[1].weight (canary)` reads `canary`, `spec.replicas` reads `replicas`. */
function shortField(field: string): string {
  const named = /\(([^()]+)\)$/.exec(field)?.[1];
  return (
    named ??
    field
      .split('.')
      .at(-1)
      ?.replace(/\[[^\]]*\]$/, '') ??
    field
  );
}

/** Labels that two fields of one target share say too little: those keep their whole path. */
function withLabels(row: DiffRow): DiffRow {
  const times = new Map<string, number>();
  for (const { label } of row.changes) times.set(label, (times.get(label) ?? 0) + 1);
  return {
    ...row,
    changes: row.changes.map((change) =>
      (times.get(change.label) ?? 0) > 1 ? { ...change, label: change.field } : change,
    ),
  };
}

/** The plans of all operations as one readable diff, targets in the order of the operations. */
export function planDiff(operations: readonly OperationEntry[]): PlanDiff {
  const rows = rowsOf(operations.flatMap((entry) => entry.plan?.changes ?? []));
  const groups = new Map<string, { kind: string; rows: DiffRow[] }>();
  const counts = new Map<string, number>();
  for (const { kind, row } of rows.values()) {
    const signature = `${kind} ${JSON.stringify(row.changes)}`;
    const group = groups.get(signature) ?? { kind, rows: [] };
    group.rows.push(withLabels(row));
    groups.set(signature, group);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return {
    counts: [...counts].map(([kind, count]) => plural(count, kind)),
    groups: [...groups.values()].map(({ kind, rows: all }) => ({ kind, ...split(all) })),
    unchanged: operations
      .filter((entry) => entry.plan !== null && entry.plan.changes.length === 0)
      .map((entry) => entry.planned.title),
  };
}

const split = (rows: readonly DiffRow[]): Pick<DiffGroup, 'rows' | 'more'> =>
  rows.length <= SHOWN + 1 ? { rows, more: [] } : { rows: rows.slice(0, SHOWN), more: rows.slice(SHOWN) };
