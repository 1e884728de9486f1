import type { OperationEntry } from '#shared/domain/operation/state.ts';

/** The command lines that would do the same, in the order of the operations, each once. */
export const equivalents = (operations: readonly OperationEntry[]): readonly string[] => [
  ...new Set(operations.map((entry) => entry.plan?.equivalent ?? '').filter((line) => line !== '')),
];
