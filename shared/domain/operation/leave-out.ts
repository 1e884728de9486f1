import type { OperationId } from '../ids.ts';
import type { PlannedOperation } from '../plan/launch-plan.ts';

/** The operations without some of them; what came after one that is left out comes after what that one came after. */
export function leaveOut(
  operations: readonly PlannedOperation[],
  isLeftOut: (operation: PlannedOperation) => boolean,
): PlannedOperation[] {
  const left = new Map(operations.filter(isLeftOut).map((operation) => [operation.id, operation]));
  const reach = (id: OperationId, seen: readonly OperationId[]): readonly OperationId[] => {
    const gone = left.get(id);
    // A circle is refused by the pack's lint; here it is cut.
    return gone === undefined || seen.includes(id)
      ? [id]
      : gone.after.flatMap((before) => reach(before, [...seen, id]));
  };
  return operations
    .filter(({ id }) => !left.has(id))
    .map((operation) => ({
      ...operation,
      after: [...new Set(operation.after.flatMap((id) => reach(id, [])))].filter((id) => !left.has(id)),
    }));
}
